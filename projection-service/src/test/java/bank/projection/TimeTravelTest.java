package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;

import bank.projection.RunningViews.Got;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The past by HTTP, over views that a real broker carries. Account 3 was opened 3 s after the morning began. */
class TimeTravelTest {

    private static final Instant OPENED = SmallBank.MORNING.plusSeconds(3);

    private final RunningViews views = SmallBank.shared().views();

    private Got get(String query) {
        return views.get("/api/queries" + query);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 10", "3, 20", "4, 30"})
    void anAccountIsAnsweredAsItWasAtAVersion(int version, int balance) {
        Got got = get("/accounts/acc-3?version=" + version);

        assertThat(got.header("ETag")).isEqualTo("\"" + version + "\"");
        assertThat(got.body().required("version").intValue()).isEqualTo(version);
        assertThat(got.body().required("balance").intValue()).isEqualTo(balance);
        assertThat(got.body().required("owner").textValue()).isEqualTo("Bob");
        assertThat(got.body().has("final")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 2, 10", "2, 3, 20", "3, 4, 30", "86400000, 4, 30"})
    void anAccountIsAnsweredAsItStoodAtATime(long millis, int version, int balance) {
        Instant time = OPENED.plusMillis(millis);
        Got got = get("/accounts/acc-3?as_of=" + time);

        assertThat(got.header("ETag")).isEqualTo("\"" + version + "\"");
        assertThat(got.body().required("balance").intValue()).isEqualTo(balance);
        assertThat(got.body().required("as_of").textValue()).isEqualTo(time.toString());
        assertThat(got.body().required("final").booleanValue()).isTrue();
    }

    @Test
    void ofThisMomentNothingIsFinal() {
        JsonNode account = get("/accounts/acc-3?as_of=" + Instant.now()).body();
        assertThat(account.required("final").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/accounts/acc-3?version=5, Account not found",
        "/accounts/acc-nobody?version=1, Account not found",
        "/accounts/acc-3?as_of=2025-05-04T10:00:02.999999999Z, Account not found",
        "/sagas/saga-0?version=99, Saga not found",
        "/sagas/saga-0?as_of=2025-05-04T09:59:59Z, Saga not found"
    })
    void whereThereWasNoneItIsNotFound(String query, String sentence) {
        Got got = get(query);
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.body().required("error").textValue()).isEqualTo(sentence);
    }

    @Test
    void aSagaOfThePastIsNotOverdueToday() {
        JsonNode then = get("/sagas/saga-1?version=1").body();
        assertThat(then.required("status").textValue()).isEqualTo("running");
        assertThat(then.has("overdue")).isFalse();
        assertThat(get("/sagas/saga-0?version=2").body().required("steps").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "0, 1, 3", "3000, 4, 3", "3003, 4, 3", "60000, 23, 3"})
    void aSnapshotHasAllThatThereWas(long millis, int accounts, int transfers) {
        Instant time = SmallBank.MORNING.plusMillis(millis);
        JsonNode snapshot = get("/snapshot?as_of=" + time).body();

        assertThat(snapshot.required("as_of").textValue()).isEqualTo(time.toString());
        assertThat(snapshot.required("final").booleanValue()).isTrue();
        assertThat(snapshot.required("accounts").size()).isEqualTo(accounts);
        assertThat(snapshot.required("transfers").size()).isEqualTo(transfers);
        snapshot.required("accounts")
                .forEach(account -> assertThat(
                                get("/accounts/" + account.required("id").textValue() + "?as_of=" + time)
                                        .body()
                                        .required("balance"))
                        .isEqualTo(account.required("balance")));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 2.5"})
    void anOrderThatWasDiscardedIsThereInItsPast(int seconds, String total) {
        String time = "as_of=" + SmallBank.MORNING.plusSeconds(seconds);
        JsonNode order = get("/orders/ord-1?" + time).body();

        assertThat(order.required("total_price").decimalValue()).isEqualByComparingTo(total);
        assertThat(get("/orders/ord-1?version=" + (seconds + 1)).body().required("total_price"))
                .isEqualTo(order.required("total_price"));
        assertThat(get("/snapshot?" + time)
                        .body()
                        .required("orders")
                        .required(0)
                        .required("total_price"))
                .isEqualTo(order.required("total_price"));
    }

    @Test
    void fromItsDiscardOnAnOrderIsNotFound() {
        String time = "as_of=" + SmallBank.MORNING.plusSeconds(2);

        assertThat(get("/orders/ord-1?" + time).status()).isEqualTo(404);
        assertThat(get("/orders/ord-1?version=3").status()).isEqualTo(404);
        assertThat(get("/orders/ord-1").status()).isEqualTo(404);
        assertThat(get("/snapshot?" + time).body().required("orders")).isEmpty();
        assertThat(get("/feed?aggregate_id=ord-1").body().required("events").size())
                .isEqualTo(3);
    }

    @Test
    void aPersonOfThePastIsReadable() {
        JsonNode person = get("/people/per-1?as_of=" + SmallBank.MORNING).body();
        assertThat(person.required("status").textValue()).isEqualTo("SINGLE");
        assertThat(person.required("name").required("firstname").textValue()).isEqualTo("Ada");
        assertThat(get("/people/per-1?version=2").body().required("status").textValue())
                .isEqualTo("MARRIED");
        JsonNode created = get("/feed?aggregate_type=person&limit=1")
                .body()
                .required("events")
                .required(0);
        assertThat(created.required("data").required("address").required("city").textValue())
                .isEqualTo("Wien");
    }

    @Test
    void aSnapshotWithoutATimeIsOfNow() {
        Instant before = Instant.now();
        JsonNode snapshot = get("/snapshot").body();

        assertThat(Instant.parse(snapshot.required("as_of").textValue()))
                .isBetween(before, before.plus(Duration.ofMinutes(1)));
        assertThat(snapshot.required("accounts").size()).isEqualTo(SmallBank.ACCOUNTS);
        assertThat(snapshot.required("final").booleanValue()).isFalse();
    }
}
