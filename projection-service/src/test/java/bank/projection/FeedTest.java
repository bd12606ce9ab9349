package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Envelope;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.projection.RunningViews.Got;
import bank.projection.view.StreamWriter;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed is the union of all histories, each in its order, however it is read. */
class FeedTest {

    private final SeededViews seeded = SeededViews.shared();

    private Got get(String query) {
        return seeded.views().get("/api/queries/feed?" + query);
    }

    /** Reads page by page until there is no more. */
    private List<JsonNode> read(String filter, Gen random) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        int events;
        do {
            JsonNode page =
                    get("limit=" + random.between(1, 60) + filter + after).body();
            page.required("events").forEach(all::add);
            events = page.required("events").size();
            after = "&after=" + page.required("next").textValue();
        } while (events > 0);
        return all;
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.required("id").textValue()).toList();
    }

    private List<String> expected(Predicate<Envelope> filter) {
        return seeded.bank().events().stream().filter(filter).map(Envelope::id).toList();
    }

    @Seeded(10)
    void theFeedIsTheUnionOfAllHistoriesEachInItsOrder(Gen random) {
        List<JsonNode> all = read("", random);

        assertThat(ids(all)).containsExactlyInAnyOrderElementsOf(expected(_ -> true));
        for (StreamWriter<?, ?, ?> writer : seeded.bank().writers()) {
            assertThat(ids(all.stream().filter(event -> isOf(event, writer)).toList()))
                    .isEqualTo(writer.events().stream().map(Envelope::id).toList());
        }
        assertThat(all.stream()
                        .map(event -> Instant.parse(event.required("timestamp").textValue())))
                .as("merged by time")
                .isSorted();
    }

    private static boolean isOf(JsonNode event, StreamWriter<?, ?, ?> writer) {
        return event.required("aggregate_type")
                        .textValue()
                        .equals(writer.stream().type())
                && event.required("aggregate_id")
                        .textValue()
                        .equals(writer.stream().id())
                && event.required("tenant").textValue().equals("main");
    }

    @Test
    void itsEventsAreThoseOfTheHistories() {
        JsonNode event = read("&aggregate_id=acc-1", new Gen(1)).get(1);
        JsonNode inHistory = seeded.views()
                .get("/api/queries/accounts/acc-1/history?after=1&limit=1")
                .body()
                .required("events")
                .required(0);
        inHistory
                .propertyStream()
                .forEach(field -> assertThat(event.required(field.getKey())).isEqualTo(field.getValue()));
    }

    @Seeded(5)
    void aFilterTakesWhatFitsAndNothingElse(Gen random) {
        assertThat(ids(read("&types=MoneyWithdrawn,WithdrawalMade", random)))
                .containsExactlyInAnyOrderElementsOf(expected(
                        event -> List.of("MoneyWithdrawn", "WithdrawalMade").contains(event.type())));
        assertThat(ids(read("&aggregate_type=transfer", random)))
                .containsExactlyInAnyOrderElementsOf(
                        expected(event -> event.stream().type().equals("transfer")));
        assertThat(ids(read("&aggregate_id=acc-2&types=MoneyDeposited", random)))
                .isEqualTo(expected(event ->
                        event.stream().id().equals("acc-2") && event.type().equals("MoneyDeposited")));
        assertThat(ids(read("&tenant=main", random)))
                .hasSize(seeded.bank().events().size());
        assertThat(read("&tenant=other", random)).isEmpty();
        assertThat(read("&tenant=other&aggregate_id=acc-2", random)).isEmpty();
        assertThat(read("&aggregate_id=nobody", random)).isEmpty();
    }

    @Test
    void theCursorOfTheEndIsGoodThoughNothingComes() {
        String end = get("limit=1000").body().required("next").textValue();
        JsonNode page = get("after=" + end + "&wait=1").body();
        assertThat(page.required("events")).isEmpty();
        assertThat(page.required("next").textValue()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=",
                "after=abc",
                "after=account.0.0",
                "after=account.0.0.0.0",
                "after=account.0.0.0~account.0.0.0",
                "after=account.0.0.zzzzzz~transfer.0.0.0",
                "after=account.0.0.-1",
                "after=account.0.0.zzzzzzzzzzzzzzzzz",
                "after=nothing.0.0.0",
                "after=account.0.0.0~",
                "limit=0",
                "limit=1001",
                "wait=31",
                "types=",
                "types=MoneyMade",
                "types=MoneyDeposited,",
                "aggregate_type=cow",
                "aggregate_id=%20",
                "tenant=%20",
                "verify=true"
            })
    void whatIsNoQuestionToTheFeedIsRefused(String query) {
        assertThat(get(query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"limit=1", "wait=1", "after=abc"})
    void theStreamTakesWhatItKnows(String query) {
        assertThat(seeded.views().get("/api/queries/feed/stream?" + query).status())
                .isEqualTo(400);
    }

    @Test
    void aLastEventIdThatIsNoCursorIsRefused() {
        assertThat(seeded.views()
                        .get("/api/queries/feed/stream", "Last-Event-ID", "x")
                        .status())
                .isEqualTo(400);
    }

    /** A cursor from before there was a type knows nothing of it. */
    @Test
    void aTypeThatWasAddedLaterBeginsAtItsBeginning() {
        String end = get("limit=1000").body().required("next").textValue();
        String accounts = end.substring(0, end.indexOf('~'));
        assertThat(accounts).startsWith("account.");
        JsonNode page = get("limit=1000&after=" + accounts).body();
        assertThat(page.required("events").size())
                .isEqualTo(expected(event -> event.stream().type().equals("transfer"))
                        .size());
    }
}
