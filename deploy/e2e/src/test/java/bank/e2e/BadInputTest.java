package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is answered with a 4xx that names every fault, and changes nothing. */
@Tag("contract")
class BadInputTest {

    private static final Teller TELLER = Teller.of(Bank.shared());
    private static final String ACCOUNT = TELLER.open("100");
    private static final String DEPOSIT = Teller.ACCOUNTS + "/" + ACCOUNT + "/deposit";

    @AfterAll
    static void theStreamIsUnharmed() {
        Answer next = TELLER.deposit(ACCOUNT, "1");
        assertThat(next.header("ETag")).isEqualTo("\"2\"");
        assertThat(next.json().required("new_balance").intValue()).isEqualTo(101);
        assertThat(TELLER.account(ACCOUNT, 2).required("balance").intValue()).isEqualTo(101);
    }

    /** A request that is wrong, and where its faults are: pointers, parameters and headers, in the order named. */
    record Wrong(String path, String body, List<String> faults) {
        @Override
        public String toString() {
            String text = path + " " + body;
            return text.substring(0, Math.min(text.length(), 120));
        }
    }

    private static Wrong wrong(String path, String body, String... faults) {
        return new Wrong(path, body, List.of(faults));
    }

    static Stream<Wrong> amounts() {
        return Stream.of(
                        "\"NaN\"",
                        "\"Infinity\"",
                        "\"\"",
                        "\"1e3\"",
                        "\" 1\"",
                        "\"+1\"",
                        "\"0x10\"",
                        "\"1,5\"",
                        "\"١\"",
                        "null",
                        "true",
                        "{}",
                        "[1]",
                        "[[[[1]]]]",
                        "0",
                        "0.00",
                        "-0",
                        "-1",
                        "\"-1\"",
                        "1.001",
                        "\"1.001\"",
                        "1e-3",
                        "1e999999999",
                        "-1e999999999",
                        "1e9999999999999",
                        "1e-999999999",
                        "10000000000000.01",
                        "1e14",
                        "9".repeat(400),
                        "0." + "0".repeat(400) + "1",
                        "\"" + "9".repeat(400) + "\"")
                .map(amount -> wrong(DEPOSIT, "{\"amount\": " + amount + "}", "/amount"));
    }

    static Stream<Wrong> bodies() {
        return Stream.of(
                wrong(DEPOSIT, "{", ""),
                wrong(DEPOSIT, "nonsense", ""),
                wrong(DEPOSIT, "{\"amount\": NaN}", ""),
                wrong(DEPOSIT, "{\"amount\": 01}", ""),
                wrong(DEPOSIT, "{\"amount\": 1,}", ""),
                wrong(DEPOSIT, "{'amount': 1}", ""),
                wrong(DEPOSIT, "{\"amount\": 1} {}", ""),
                wrong(DEPOSIT, "{\"amount\": " + "9".repeat(2000) + "}", ""),
                wrong(DEPOSIT, "{\"amount\": " + "[".repeat(5000), ""),
                wrong(DEPOSIT, "\uFEFF[]", ""),
                wrong(DEPOSIT, "null", ""),
                wrong(DEPOSIT, "[]", ""),
                wrong(DEPOSIT, "7", ""),
                wrong(DEPOSIT, "\"amount\"", ""),
                wrong(DEPOSIT, "{}", "/amount"),
                wrong(DEPOSIT, "", "/amount"),
                wrong(DEPOSIT, "{\"amount\": 1, \"amount\": 1}", "/amount"),
                wrong(DEPOSIT, "{\"amount\": 1, \"Amount\": 1}", "/Amount"),
                wrong(DEPOSIT, "{\"amount\": 1, \"a/b~c\": {}}", "/a~1b~0c"),
                wrong(DEPOSIT, "{\"amount\": 1, \"\": 1}", "/"),
                wrong(DEPOSIT, "{\"amount\": 1, \"expected_version\": -1}", "/expected_version"),
                wrong(DEPOSIT, "{\"amount\": 1, \"expected_version\": 1.5}", "/expected_version"),
                wrong(DEPOSIT, "{\"amount\": 1, \"expected_version\": \"1\"}", "/expected_version"),
                wrong(DEPOSIT, "{\"amount\": 1, \"expected_version\": 1e999999999}", "/expected_version"),
                wrong(
                        DEPOSIT,
                        "{\"amount\": -1, \"expected_version\": null, \"x\": 1}",
                        "/expected_version",
                        "/amount",
                        "/x"),
                wrong(Teller.ACCOUNTS + "/" + ACCOUNT + "/close", "{\"amount\": 1}", "/amount"),
                wrong(Teller.ACCOUNTS, "{}", "/owner"),
                wrong(Teller.ACCOUNTS, "{\"owner\": \"\"}", "/owner"),
                wrong(Teller.ACCOUNTS, "{\"owner\": \"  \"}", "/owner"),
                wrong(Teller.ACCOUNTS, "{\"owner\": 7}", "/owner"),
                wrong(Teller.ACCOUNTS, "{\"owner\": \"" + "x".repeat(201) + "\"}", "/owner"),
                wrong(
                        Teller.ACCOUNTS,
                        "{\"account_id\": \"../x\", \"initial_balance\": \"x\"}",
                        "/owner",
                        "/initial_balance",
                        "/account_id"),
                wrong(Teller.ACCOUNTS, opening("x".repeat(65)), "/account_id"),
                wrong(Teller.ACCOUNTS, opening("ä"), "/account_id"),
                wrong(Teller.ACCOUNTS, opening("a\\u0000"), "/account_id"),
                wrong(Teller.ACCOUNTS, opening("-a"), "/account_id"),
                wrong(Teller.TRANSFERS, "{}", "/from_account", "/to_account", "/amount"),
                wrong(
                        Teller.TRANSFERS,
                        Teller.transferOf("a b", "c/d", "0"),
                        "/from_account",
                        "/to_account",
                        "/amount"),
                wrong(Teller.TRANSFERS, Teller.transferOf(ACCOUNT, ACCOUNT, "1"), "/to_account"));
    }

    private static String opening(String id) {
        return "{\"owner\": \"Alice\", \"account_id\": \"" + id + "\"}";
    }

    @ParameterizedTest
    @MethodSource({"amounts", "bodies"})
    void everyFaultOfABodyIsNamedWithItsPointer(Wrong wrong) {
        assertFaults(
                TELLER.client().post(wrong.path(), wrong.body()),
                "pointer",
                wrong.faults().toArray(String[]::new));
    }

    @Test
    void aNegativeOpeningBalanceIsRefused() {
        Answer answer = TELLER.client().post(Teller.ACCOUNTS, "{\"owner\": \"Alice\", \"initial_balance\": -0.01}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Teller.error(answer)).isEqualTo("Initial balance must not be negative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "If-Match        | 7",
                "If-Match        | *",
                "If-Match        | W/\"7\"",
                "If-Match        | \"7\", \"8\"",
                "If-Match        | \"-1\"",
                "If-Match        | \"99999999999999999999\"",
                "If-Match        | ``",
                "Idempotency-Key | ``",
                "Idempotency-Key | a b",
                "Idempotency-Key | a\tb"
            })
    void aHeaderThatIsWrongIsNamed(String name, String value) {
        assertFaults(TELLER.deposit(ACCOUNT, "1", name, value), "header", name);
    }

    @Test
    void aKeyIsOneAndNotTooLong() {
        assertFaults(TELLER.deposit(ACCOUNT, "1", "Idempotency-Key", "k".repeat(256)), "header", "Idempotency-Key");
        assertFaults(
                TELLER.deposit(ACCOUNT, "1", "Idempotency-Key", "a", "Idempotency-Key", "b"),
                "header",
                "Idempotency-Key");
    }

    @Test
    void twoVersionsThatDisagreeAreAFault() {
        Answer answer = TELLER.client().post(DEPOSIT, "{\"amount\": 1, \"expected_version\": 1}", "If-Match", "\"2\"");

        assertFaults(answer, "header", "If-Match");
    }

    @ParameterizedTest
    @CsvSource({
        "accounts?limit=0, limit",
        "accounts?limit=1001, limit",
        "accounts?limit=-1, limit",
        "accounts?limit=ten, limit",
        "accounts?limit=1.0, limit",
        "accounts?limit=, limit",
        "accounts?limit=99999999999999999999, limit",
        "accounts?limit=1&limit=2, limit",
        "accounts?after=, after",
        "accounts?after=%00, after",
        "accounts?after=ä, after",
        "accounts?after=YWNjb3VudHMv, after",
        "accounts?after=c2FnYXMvbWFpbi9zYWdhLTE, after",
        "accounts?status=open, status",
        "accounts?Status=active, Status",
        "accounts?x=1, x",
        "accounts/ACC?min_version=0, min_version",
        "accounts/ACC?min_version=x, min_version",
        "accounts/ACC?limit=1, limit",
        "accounts/ACC/history?after=-1, after",
        "accounts/ACC/history?after=9223372036854775808, after",
        "accounts/ACC/history?limit=0, limit",
        "transactions?limit=0, limit",
        "transactions?before=x, before",
        "transactions?account_id=ACC&before=dHJhbnNhY3Rpb25zLw, before",
        "transactions?account_id=.., account_id",
        "transactions?after=1, after",
        "sagas?status=open, status",
        "sagas?after=YWNjb3VudHMvbWFpbi9hY2MtMQ, after",
        "commands/cmd-1?x=1, x",
        "projections?x=1, x"
    })
    void aParameterThatIsWrongOrUnknownIsNamed(String query, String parameter) {
        assertFaults(TELLER.query(query.replace("ACC", ACCOUNT)), "parameter", parameter);
    }

    @Test
    void aWaitOutOfBoundsIsNamed() {
        for (String wait : List.of("wait=31", "wait=-1", "wait=x", "wait")) {
            assertFaults(TELLER.query("accounts/" + ACCOUNT + "?min_version=1", "Prefer", wait), "header", "Prefer");
        }
    }

    private static void assertFaults(Answer answer, String kind, String... names) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().required("type").textValue()).isEqualTo("urn:bank:problem:malformed-request");
        List<JsonNode> errors = answer.json().required("errors").valueStream().toList();
        assertThat(errors)
                .extracting(error -> error.path(kind).asText())
                .as(answer.body())
                .containsExactly(names);
    }
}
