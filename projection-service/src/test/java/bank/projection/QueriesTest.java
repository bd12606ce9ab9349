package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.projection.RunningViews.Got;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries by HTTP, over views of a small bank that a real broker carries. */
class QueriesTest {

    private final RunningViews views = SmallBank.shared().views();

    @Test
    void anAccountIsAnsweredWithItsOwnerInClearText() {
        Got got = views.get("/api/queries/accounts/acc-3");
        JsonNode account = got.body();
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("ETag")).isEqualTo("\"4\"");
        assertThat(account.required("id").textValue()).isEqualTo("acc-3");
        assertThat(account.required("owner").textValue()).isEqualTo("Bob");
        assertThat(account.required("balance").decimalValue()).isEqualByComparingTo("30");
        assertThat(account.required("status").textValue()).isEqualTo("active");
        assertThat(account.required("version").longValue()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/queries/accounts/acc-nobody, Account not found",
        "/api/queries/accounts/%C3%A4, Account not found",
        "/api/queries/accounts/acc-nobody/history, Account not found",
        "/api/queries/sagas/saga-nobody, Saga not found",
        "/api/queries/people/per-nobody, Person not found",
        "/api/queries/orders/ord-nobody/history, Order not found",
        "/api/queries/commands/cmd-nobody, Command not found"
    })
    void whatIsNotThereIsNotFound(String path, String sentence) {
        Got got = views.get(path);
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.body().required("error").textValue()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/accounts?limit=0",
                "/accounts?limit=1001",
                "/accounts?after=abc",
                "/accounts?after=***",
                "/accounts?status=open",
                "/accounts?as_of=2026-01-01T00:00:00Z",
                "/accounts/acc-1?version=0",
                "/accounts/acc-1?version=one",
                "/accounts/acc-1?as_of=yesterday",
                "/accounts/acc-1?as_of=2025-01-01",
                "/accounts/acc-1?as_of=2025-13-01T00:00:00Z",
                "/accounts/acc-1?as_of=2025-01-01T00:00:00%2B01:00",
                "/accounts/acc-1?as_of=9999-01-01T00:00:00Z",
                "/accounts/acc-1?version=1&as_of=2025-01-01T00:00:00Z",
                "/accounts/acc-1?version=1&min_version=1",
                "/accounts/acc-1?as_of=2025-01-01T00:00:00Z&min_version=1",
                "/sagas/saga-1?version=1&as_of=2025-01-01T00:00:00Z",
                "/snapshot?as_of=9999-01-01T00:00:00Z",
                "/snapshot?as_of=",
                "/snapshot?version=1",
                "/accounts/acc-1?min_version=0",
                "/accounts/acc-1?min_version=1&min_version=2",
                "/accounts/acc-1/history?after=-1",
                "/accounts/acc-1/history?verify=perhaps",
                "/transactions?before=YWNjb3VudHMvbWFpbi9hY2MtMQ",
                "/transactions?before=c3RhdGVtZW50L2FhYQ",
                "/transactions?before=c3RhdGVtZW50L________________________________w",
                "/transactions?before=c3RhdGVtZW50L3__________AAAAAAAAAAAAAAAAAAAAAA",
                "/transactions?account_id=%20",
                "/sagas?status=open",
                "/people?status=single",
                "/people?user_id=1",
                "/orders?status=lost",
                "/orders?user_id=-1",
                "/orders?after=YWNjb3VudHMvbWFpbi9hY2MtMQ",
                "/projections?x=1"
            })
    void aParameterThatIsWrongOrUnknownIsRefused(String query) {
        assertThat(views.get("/api/queries" + query).status()).isEqualTo(400);
    }

    @Test
    void aWaitThatIsTooLongIsRefused() {
        assertThat(views.get("/api/queries/accounts/acc-1?min_version=1", "Prefer", "wait=31")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTransactionSaysWhatItMovedAndWhatItLeft() {
        JsonNode last = views.get("/api/queries/transactions?account_id=acc-5&limit=1")
                .body()
                .required("transactions")
                .required(0);
        assertThat(last.required("type").textValue()).isEqualTo("withdrawal");
        assertThat(last.required("amount").decimalValue()).isEqualByComparingTo("10");
        assertThat(last.required("balance_after").decimalValue()).isEqualByComparingTo("0");
        assertThat(last.required("transfer_id").isNull()).isTrue();
    }

    @Test
    void aSagaThatWaitsTooLongIsOverdue() {
        JsonNode waiting = views.get("/api/queries/sagas/saga-1").body();
        assertThat(waiting.required("status").textValue()).isEqualTo("running");
        assertThat(waiting.required("overdue").booleanValue()).isTrue();
        assertThat(views.get("/api/queries/sagas/saga-0").body().has("overdue")).isFalse();
    }

    @Test
    void healthCountsTheSagasThatWaitTooLong() {
        await().untilAsserted(() -> {
            JsonNode health = views.get("/health").body();
            assertThat(health.required("sagas").intValue()).isEqualTo(3);
            assertThat(health.required("overdue_sagas").intValue()).isEqualTo(2);
        });
    }

    @Test
    void projectionsSayHowFarTheyAre() {
        await().untilAsserted(() -> {
            JsonNode projections = views.get("/api/queries/projections").body().required("projections");
            assertThat(projections.size()).isEqualTo(21);
            projections.forEach(projection -> {
                assertThat(projection.required("lag").longValue()).isZero();
                assertThat(projection.required("state").textValue()).isEqualTo("running");
            });
        });
    }
}
