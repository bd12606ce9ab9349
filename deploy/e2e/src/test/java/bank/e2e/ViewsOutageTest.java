package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not hear of Kafka does not know whether others have gone on, and says so instead of answering. */
class ViewsOutageTest {

    private static final Duration NOTICES_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void whileKafkaIsAwayQueriesAreTurnedAwayUnlessTheyTakeWhatIsOldAndGoOnAfterwards() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var kafka = FragileKafka.start(folder.resolve("kafka"));
                var views = ServiceUnderTest.start(ProjectionService.NAME, kafka.bootstrap(), folder, Map.of())) {
            Client client = views.ready();
            assertThat(list(client).status()).isEqualTo(200);

            kafka.stop();

            Awaitility.await().atMost(NOTICES_WITHIN).untilAsserted(() -> {
                Answer answer = list(client);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
            });
            Answer old = list(client, "Prefer", "stale-ok");
            assertThat(old.status()).isEqualTo(200);
            assertThat(Integer.parseInt(old.header("Age"))).isPositive();

            kafka.startAgain();

            Awaitility.await()
                    .atMost(NOTICES_WITHIN)
                    .untilAsserted(() -> assertThat(list(client).status()).isEqualTo(200));
        }
    }

    private static Answer list(Client client, String... headers) {
        return client.get("/api/queries/accounts", headers);
    }
}
