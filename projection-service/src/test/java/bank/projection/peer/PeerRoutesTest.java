package bank.projection.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.projection.AskedByOthers;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What instances ask each other is as open as the port, so whoever asks it wrongly or too often is turned away too. */
class PeerRoutesTest {

    private final AskedByOthers views = AskedByOthers.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/version",
                "0/version?key=main/acc-1&version=1",
                "0/version?type=account&version=1",
                "0/version?type=nothing&key=main/acc-1&version=1",
                "0/version?type=account&key=main/acc-1&version=1&wait=30001",
                "0/rows?from=*",
                "0/rows?limit=513",
                "0/rows?beyond=perhaps"
            })
    void aQuestionThatNoInstanceAsksIsAFaultOfTheAsker(String question) {
        assertThat(views.get(views.generationPath() + question).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3/rows", "-1/rows", "x/rows"})
    void aPartitionThatThereIsNotIsNotFound(String question) {
        assertThat(views.get(views.generationPath() + question).statusCode()).isEqualTo(404);
    }

    @Test
    void theRowsOfAnotherGenerationAreNotHere() {
        assertThat(views.get("/internal/views/another/0/rows").statusCode()).isEqualTo(503);
    }

    @Test
    void whoWaitsForNewsWhereTooManyDoIsTurnedAway() {
        long count = Json.read(views.get("/internal/news").body(), JsonNode.class)
                .required("count")
                .longValue();
        for (int i = 0; i < PeerRoutes.LISTENING_MOST; i++) {
            var _ = views.ask("/internal/news?after=" + count + "&wait=5000");
        }

        await().untilAsserted(() -> assertThat(
                        views.get("/internal/news?after=" + count + "&wait=1").statusCode())
                .isEqualTo(503));
        await().untilAsserted(() -> assertThat(
                        views.get("/internal/news?after=" + count + "&wait=1").statusCode())
                .isEqualTo(200));
    }
}
