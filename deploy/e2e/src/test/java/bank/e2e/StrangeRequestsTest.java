package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request around its body: its media type, its size, its path, its very form. */
class StrangeRequestsTest {

    private static final int BODY_MOST = 64 * 1024;
    private static final Teller TELLER = Teller.of(Bank.shared());
    private static final String ACCOUNT = TELLER.open("100");
    private static final String DEPOSIT = Teller.ACCOUNTS + "/" + ACCOUNT + "/deposit";

    private final RawClient raw = new RawClient(Bank.shared().base());

    @AfterAll
    static void theStreamIsUnharmed() {
        assertThat(TELLER.deposit(ACCOUNT, "1").header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aBodyOfMoreThan64KiBIsTooLarge() {
        String most = "{\"amount\": -1" + " ".repeat(BODY_MOST - "{\"amount\": -1}".length()) + "}";

        assertThat(TELLER.client().post(DEPOSIT, most).status()).isEqualTo(400);
        assertThat(TELLER.client().post(DEPOSIT, most + " ").status()).isEqualTo(413);
        assertThat(TELLER.client().post(DEPOSIT, "9".repeat(4 * 1024 * 1024)).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application", ";"})
    void aBodyOfAnotherMediaTypeIsRefused(String mediaType) {
        Answer answer = TELLER.client().call("POST", DEPOSIT, "{\"amount\": 1}", "Content-Type", mediaType);

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void aBodyWithoutAMediaTypeIsRefused() {
        assertThat(TELLER.client().call("POST", DEPOSIT, "{\"amount\": 1}").status())
                .isEqualTo(415);
    }

    @Test
    void aMediaTypeMayHaveACharsetAndCapitals() {
        Answer answer = TELLER.client()
                .call("POST", DEPOSIT, "{\"amount\": -1}", "Content-Type", "Application/JSON; charset=utf-8");

        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00",
                "acc%00",
                "..",
                "%2e%2e",
                "..%2f..",
                "%2F",
                "a%2Fb",
                "a%20b",
                "%C3%A4",
                "%ff",
                "%F0%9F%8F%A6",
                "acc-1'--",
                "%3Cscript%3E",
                "",
                "_a",
                "a.b",
                "a:b",
                "~",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void anIdOfAnotherFormBelongsToNothing(String id) {
        assertThat(TELLER.query("accounts/" + id + "/history").status()).isEqualTo(404);
        assertThat(TELLER.query("sagas/" + id + "/").status()).isEqualTo(404);
        assertThat(TELLER.client()
                        .post(Teller.ACCOUNTS + "/" + id + "/deposit", "{\"amount\": 1}")
                        .status())
                .isEqualTo(404);
        assertThat(TELLER.client()
                        .post("/api/commands/sagas/" + id + "/retry", "")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/commands",
                "/api/queries/",
                "//",
                "/api//queries/accounts",
                "/health/",
                "/HEALTH",
                "/api/queries/accounts/../../../health",
                "/api/queries/%2E%2E/queries/accounts",
                "/./health",
                "/health/.",
                "/api/queries/accounts/a/b/c",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/openapi.yaml"
            })
    void aPathThatIsNotKnownIsNotFound(String path) {
        assertThat(raw.send("GET", path, List.of(), "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/queries/accounts/%zz, 400",
        "GET, /api/queries/accounts/%, 400",
        "GET, /api/queries/accounts?limit=%zz, 400",
        "GET, /api/queries/accounts?owner=%ff, 200",
        "GET, /api/queries/accounts?owner=%00, 200",
        "GET, /api/queries/accounts?&&=&, 200",
        "BREW, /health, 405"
    })
    void aRequestThatNoClientWouldSendIsAnswered(String method, String path, int status) {
        assertThat(raw.send(method, path, List.of(), "").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key: schlüssel", "Idempotency-Key: \u0001", "If-Match: \"1\"\u00A0"})
    void aHeaderOfOtherThanAsciiIsAFault(String header) {
        Answer answer = raw.send(
                "POST",
                DEPOSIT,
                List.of(header, "Content-Type: application/json", "Content-Length: 13"),
                "{\"amount\": 1}");

        assertThat(answer.status()).isEqualTo(400);
    }
}
