package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.http.OpenApi;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bank says what it is, how it is, and exactly what is in it. */
class HealthTest {

    private static final int DEPOSITS = 800;
    private static final int ANSWERED_BEFORE_THE_KILL = 500;

    private final Client client = Bank.shared().client();

    @Test
    void healthCountsExactlyAlsoAfterAKill(@TempDir Path folder) {
        Bank bank = Bank.start(folder);
        assertCounts(bank, 0, 0, 0, 0, 0);
        Teller teller = Teller.of(bank);
        String from = teller.open("100");
        String to = teller.open("0");
        teller.deposit(from, "1", "Idempotency-Key", "key-1");
        teller.deposit(from, "1", "Idempotency-Key", "key-1");
        teller.withdraw(from, "1000");
        teller.withdraw(from, "1");
        // Two openings, one deposit, one withdrawal.
        assertCounts(bank, 2, 4, 2, 2, 0);

        assertThat(teller.transfer(from, to, "10").status()).isEqualTo(200);
        // Of the transfer: started, withdrawn, deposited, both informed; source: initiated, withdrawn, completed;
        // destination: deposited, completed.
        assertCounts(bank, 3, 4 + 5 + 3 + 2, 2, 4, 1);

        assertThat(teller.transfer(from, "acc-nobody", "10").status()).isEqualTo(409);
        // Of the transfer: started, withdrawn, refused, compensated; source: initiated, withdrawn, deposited, failed.
        assertCounts(bank, 4, 14 + 4 + 4, 2, 6, 2);

        assertThat(teller.transfer(from, to, "1000").status()).isEqualTo(409);
        // Of the transfer: started, refused.
        assertCounts(bank, 5, 22 + 2, 2, 6, 3);

        String order = enterAPersonAndTwoOrders(bank.client());
        // The person's entry and change; two orders, a line and an end.
        assertPeopleAndOrders(bank, 1, 1);
        assertCounts(bank, 7, 24 + 6, 2, 6, 3);
        assertThat(bank.client()
                        .get("/api/queries/orders")
                        .json()
                        .required("orders")
                        .findValuesAsText("id"))
                .containsExactly(order);

        killAtWork(bank, to);
        try (Bank again = bank.startAgain()) {
            Log accounts = Log.read(again.kafka(), "account");
            int deposits = accounts.stream(to).size() - 3;
            assertThat(deposits).isBetween(ANSWERED_BEFORE_THE_KILL, DEPOSITS);
            assertCounts(again, 7, 30 + deposits, 2, 6 + deposits, 3);
            assertPeopleAndOrders(again, 1, 1);
        }
    }

    /** Of the orders one is discarded; the other's id. */
    private static String enterAPersonAndTwoOrders(Client client) {
        String address = "{\"street\": \"1\", \"city\": \"Paris\"}";
        client.post(
                "/api/commands/people",
                "{\"person_id\": \"per-1\", \"name\": {\"firstname\": \"Ada\", \"lastname\": \"L\"}, \"status\": \"SINGLE\","
                        + " \"address\": " + address + "}");
        client.post("/api/commands/people/per-1/address", "{\"address\": " + address + "}");
        client.post("/api/commands/orders", "{\"order_id\": \"ord-1\", \"user_id\": 1}");
        client.post("/api/commands/orders", "{\"order_id\": \"ord-2\", \"user_id\": 1}");
        client.post("/api/commands/orders/ord-1/lines", "{\"product_id\": 1, \"quantity\": 1, \"price\": 1}");
        assertThat(client.post("/api/commands/orders/ord-2/discard", "").status())
                .isEqualTo(200);
        return "ord-1";
    }

    private static void assertPeopleAndOrders(Bank bank, int people, int orders) {
        Awaitility.await().untilAsserted(() -> {
            JsonNode health = bank.client().get("/health").json();
            assertThat(health.path("people").asInt(-1)).isEqualTo(people);
            assertThat(health.path("orders").asInt(-1)).isEqualTo(orders);
        });
    }

    /** What the views have read and not yet said so, they read again after a kill. */
    private static void killAtWork(Bank bank, String account) {
        List<CompletableFuture<Answer>> deposits = IntStream.range(0, DEPOSITS)
                .mapToObj(_ -> bank.client().postAsync(Teller.ACCOUNTS + "/" + account + "/deposit", "{\"amount\": 1}"))
                .toList();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> deposits.stream().filter(CompletableFuture::isDone).count() >= ANSWERED_BEFORE_THE_KILL);
        bank.kill();
    }

    private static void assertCounts(Bank bank, int aggregates, int events, int accounts, int transactions, int sagas) {
        Awaitility.await().untilAsserted(() -> {
            JsonNode health = bank.client().get("/health").json();
            assertThat(health.path("status").asText()).isEqualTo("healthy");
            assertThat(health.path("aggregates").asInt(-1)).isEqualTo(aggregates);
            assertThat(health.path("total_events").asInt(-1)).isEqualTo(events);
            assertThat(health.path("accounts").asInt(-1)).isEqualTo(accounts);
            assertThat(health.path("transactions").asInt(-1)).isEqualTo(transactions);
            assertThat(health.path("sagas").asInt(-1)).isEqualTo(sagas);
            assertThat(health.path("overdue_sagas").asInt(-1)).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"/health/live, live", "/health/ready, ready"})
    void aBankThatIsOpenIsLiveAndReady(String path, String status) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().required("status").textValue()).isEqualTo(status);
    }

    @Test
    void theFrontSaysWhereToBegin() {
        assertThat(client.get("/").json().toString())
                .isEqualTo("{\"service\":\"Event Sourcing Bank\",\"commands\":\"/api/commands\","
                        + "\"queries\":\"/api/queries\",\"health\":\"/health\"}");
    }

    @Test
    void aRequestIsSaidInOneLine() {
        String path = "/" + Teller.fresh("nothing-");

        client.get(path);

        String line = "method=\"GET\" path=\"" + path + "\" status=\"404\"";
        Awaitility.await().until(() -> Bank.shared().output().contains(line));
        assertThat(Bank.shared().output()).containsOnlyOnce(path);
    }

    @Test
    void theContractIsServed() {
        assertThat(client.get("/openapi.json").json()).isEqualTo(OpenApi.read());
    }

    @Test
    void theProjectionsComeToTheirEnd() {
        Teller.of(Bank.shared()).open("1");

        Awaitility.await().untilAsserted(() -> {
            JsonNode projections = client.get("/api/queries/projections").json().required("projections");
            assertThat(projections).isNotEmpty();
            assertThat(projections).allSatisfy(one -> {
                assertThat(one.required("lag").longValue()).isZero();
                assertThat(one.required("position")).isEqualTo(one.required("end"));
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/commands/accounts", "/api/queries/accounts", "/health"})
    void aPageOfAnyOriginMayCall(String path) {
        Answer preflight = client.call(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://example.org",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "Content-Type,Idempotency-Key");
        Answer answer = client.get("/health", "Origin", "https://example.org");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "GET");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Idempotency-Key", "If-Match");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/commands/accounts, POST",
        "PUT, /api/commands/accounts/acc-1/deposit, POST",
        "GET, /api/commands/transfers, POST",
        "POST, /api/queries/accounts, GET",
        "PATCH, /api/queries/accounts/acc-1/history, GET",
        "POST, /health, GET",
        "DELETE, /, GET"
    })
    void aMethodThatAPathDoesNotTakeIsAnsweredWithThoseThatItTakes(String method, String path, String allowed) {
        Answer answer = client.call(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }
}
