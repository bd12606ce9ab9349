package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountCommandsTest {

    private static final String ACCOUNTS = "/api/commands/accounts";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestBank bank = TestBank.shared();

    private String deposit(String account) {
        return ACCOUNTS + "/" + account + "/deposit";
    }

    @Test
    void openingGivesTheAccountItsEventAndWhereItCanBeAskedFor() {
        var response = bank.post(ACCOUNTS, "{\"owner\":\"Alice\",\"initial_balance\":1000}");

        assertThat(response.statusCode()).isEqualTo(201);
        String id = json(response).required("account_id").textValue();
        assertThat(id).startsWith("acc-");
        assertThat(response.headers().firstValue("Location")).contains("/api/queries/accounts/" + id);
        assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
        var event = json(response).required("event");
        assertThat(event.required("type").textValue()).isEqualTo("AccountOpened");
        assertThat(event.required("data").toString()).isEqualTo("{\"owner\":\"Alice\",\"initial_balance\":1000}");
        assertThat(event.required("previous_hash").textValue()).isEmpty();
    }

    @Test
    void anOwnersNameIsOnNoTopic() {
        var response = bank.post(ACCOUNTS, "{\"owner\":\"Zacharias Unmistakable\"}", "Idempotency-Key", "zacharias");

        assertThat(response.statusCode()).isEqualTo(201);
        var topics = bank.kafka.topics();
        Stream.of(topics.events("account"), topics.snapshots("account"), topics.subjectKeys())
                .flatMap(topic -> bank.kafka.records(topic).stream())
                .forEach(record -> assertThat(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain("Unmistakable"));
    }

    @Test
    void moneyComesAndGoes() {
        String account = bank.open("10.50");

        var deposited = bank.post(deposit(account), "{\"amount\":\"0.25\"}", "traceparent", TRACE);
        var withdrawn = bank.post(ACCOUNTS + "/" + account + "/withdraw", "{\"amount\":0.75}");

        assertThat(deposited.statusCode()).isEqualTo(200);
        assertThat(json(deposited).required("new_balance").decimalValue()).isEqualByComparingTo("10.75");
        assertThat(json(deposited).required("event").required("traceparent").textValue())
                .isEqualTo(TRACE);
        assertThat(withdrawn.body()).contains("\"new_balance\":10}").contains("\"data\":{\"amount\":0.75}");
        assertThat(withdrawn.headers().firstValue("ETag")).contains("\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"expected_version\":1}"})
    void anEmptyAccountClosesWithOrWithoutABody(String body) {
        String account = bank.open("0");

        var response = bank.post(ACCOUNTS + "/" + account + "/close", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).required("event").required("data")).isEmpty();
    }

    @Test
    void refusalsSayWhyInTheContractsWords() {
        String account = bank.open("5");
        String closed = bank.open("0");
        bank.post(ACCOUNTS + "/" + closed + "/close", "");

        assertRefused(400, "Insufficient funds", bank.post(ACCOUNTS + "/" + account + "/withdraw", "{\"amount\":6}"));
        assertRefused(400, "Account balance must be zero to close", bank.post(ACCOUNTS + "/" + account + "/close", ""));
        assertRefused(400, "Account is not active", bank.post(deposit(closed), "{\"amount\":6}"));
        assertRefused(400, "Amount must be positive", bank.post(deposit(account), "{\"amount\":0}"));
        assertRefused(404, "Account not found", bank.post(deposit("acc-nobody"), "{\"amount\":6}"));
        assertRefused(404, "Account not found", bank.post(deposit("-"), "{\"amount\":6}"));
        assertRefused(
                409,
                "Account already exists",
                bank.post(ACCOUNTS, "{\"owner\":\"Bob\",\"account_id\":\"" + account + "\"}"));
        assertRefused(
                400,
                "Initial balance must not be negative",
                bank.post(ACCOUNTS, "{\"owner\":\"Bob\",\"initial_balance\":-1}"));
    }

    private static void assertRefused(int status, String error, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).required("error").textValue()).isEqualTo(error);
    }

    @Test
    void anotherVersionThanExpectedIsAConflictAndAFailedPreconditionWhereTheHeaderSaidSo() {
        String account = bank.open("5");

        var conflict = bank.post(deposit(account), "{\"amount\":1,\"expected_version\":7}");
        var failed = bank.post(deposit(account), "{\"amount\":1}", "If-Match", "\"7\"");
        var fine = bank.post(deposit(account), "{\"amount\":1,\"expected_version\":1}");

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(failed.statusCode()).isEqualTo(412);
        for (var problem : List.of(json(conflict), json(failed))) {
            assertThat(problem.required("type").textValue()).endsWith(":concurrency-conflict");
            assertThat(problem.required("expected_version").longValue()).isEqualTo(7);
            assertThat(problem.required("actual_version").longValue()).isEqualTo(1);
        }
        assertThat(fine.statusCode()).isEqualTo(200);
    }

    @Test
    void aCommandThatIsNotWaitedForIsDurableAndHasAnOutcome() {
        String account = bank.open("0");

        var response =
                bank.post(deposit(account), "{\"amount\":5}", "Prefer", "respond-async", "Idempotency-Key", "async");
        var again =
                bank.post(deposit(account), "{\"amount\":5}", "Prefer", "respond-async", "Idempotency-Key", "async");

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).required("command_id").textValue();
        assertThat(response.headers().firstValue("Location")).contains("/api/queries/commands/" + id);
        assertThat(again.body()).isEqualTo(response.body());
        assertThat(bank.kafka.records(bank.kafka.topics().commands("account"))).isNotEmpty();
        org.awaitility.Awaitility.await()
                .until(() -> outcomes(id).stream().anyMatch(text -> text.contains("accepted")));
        assertThat(outcomes(id).getFirst()).isEqualTo("{\"status\":\"pending\"}");
        assertThat(json(bank.post(deposit(account), "{\"amount\":1}"))
                        .required("new_balance")
                        .intValue())
                .isEqualTo(6);
    }

    private List<String> outcomes(String commandId) {
        return bank.kafka.records(bank.kafka.topics().outcomes()).stream()
                .filter(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).equals(commandId))
                .map(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void faultsOfBodyAndHeadersAreNamedTogether() {
        var response = bank.post(
                deposit("acc-1"),
                "{\"amount\":\"x\",\"more\":1,\"more\":2}",
                "If-Match",
                "W/\"1\"",
                "Idempotency-Key",
                "a b");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).required("errors").findValuesAsText("pointer"))
                .containsExactly("/more", "/amount", "/more");
        assertThat(json(response).required("errors").findValuesAsText("header"))
                .containsExactly("If-Match", "Idempotency-Key");
    }
}
