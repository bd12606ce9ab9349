package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is too long, or that is no HTTP, is told so and leads to nothing else; its connection ends. */
class RequestLimitsTest {

    private static final int LINE_MOST = 4096;
    private static final int HEADERS_MOST = 8192;
    private static final Teller TELLER = Teller.of(Bank.shared());
    private static final String ACCOUNT = TELLER.open("100");
    private static final String DEPOSIT = Teller.ACCOUNTS + "/" + ACCOUNT + "/deposit";
    private static final String DEPOSIT_REQUEST = "POST " + DEPOSIT + " HTTP/1.1\r\nHost: bank\r\n"
            + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"amount\": 1}";

    private final RawClient raw = new RawClient(Bank.shared().base());

    @AfterAll
    static void theStreamIsUnharmed() {
        assertThat(TELLER.deposit(ACCOUNT, "1").header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void aRequestLineMayHave4KiB() {
        String path = "/health?";
        String most = path + "x".repeat(LINE_MOST - "GET  HTTP/1.1".length() - path.length());

        assertThat(raw.send("GET", most, List.of(), "").status()).isEqualTo(200);
        assertThat(raw.send("GET", most + "x", List.of(), "").status()).isEqualTo(414);
        Awaitility.await().until(() -> Bank.shared().output().contains("status=\"414\""));
    }

    static Stream<List<String>> tooManyHeaders() {
        return Stream.of(
                List.of("X-Long: " + "x".repeat(HEADERS_MOST)),
                List.of("x".repeat(HEADERS_MOST) + ": X"),
                Collections.nCopies(HEADERS_MOST / 4, "X: y"));
    }

    @ParameterizedTest
    @MethodSource("tooManyHeaders")
    void headersMayHave8KiBTogether(List<String> headers) {
        Answer answer = raw.send("POST", DEPOSIT, headers, "");

        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void headersThatJustFitAreRead() {
        Answer answer = raw.send("GET", "/health", List.of("X-Long: " + "x".repeat(HEADERS_MOST - 100)), "");

        assertThat(answer.status()).isEqualTo(200);
    }

    /** Else what was meant as a header or a body could be taken for a request of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\nHost bank\r\n\r\n",
                "GET /health HTTP/1.1\r\nX Y: z\r\n\r\n",
                "GET\r\n\r\n",
                "POST /health HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /health HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /health HTTP/1.1\r\nContent-Length: x\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedAndWhatFollowsIsNotRead(String request) {
        assertThat(raw.refusal(request + DEPOSIT_REQUEST).status()).isEqualTo(400);
    }

    /** The one refusal without a problem: it is the HTTP library's own. */
    @Test
    void anotherVersionOfHttpIsNotImplementedAndWhatFollowsIsNotRead() {
        String answer = raw.exchange("GET /health HTTP/9.9\r\nHost: bank\r\n\r\n" + DEPOSIT_REQUEST);

        assertThat(answer).startsWith("HTTP/9.9 501 ").containsOnlyOnce("HTTP/").endsWith("\r\n\r\n");
    }

    @Test
    void whatFollowsATooLongRequestIsNotRead() {
        String line = "GET /" + "x".repeat(LINE_MOST) + " HTTP/1.1\r\n\r\n";
        String header = "GET / HTTP/1.1\r\nX: " + "x".repeat(HEADERS_MOST) + "\r\n\r\n";

        assertThat(raw.refusal(line + DEPOSIT_REQUEST).status()).isEqualTo(414);
        assertThat(raw.refusal(header + DEPOSIT_REQUEST).status()).isEqualTo(431);
    }

    @Test
    void aBodyThatCannotBeReadIsTheCallersMistakeAndNoDefect() {
        String noChunks = DEPOSIT_REQUEST.replace("Content-Length: 13", "Transfer-Encoding: chunked") + "\r\n";

        assertThat(raw.exchange(noChunks)).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");

        String later = "/" + Teller.fresh("later-");
        TELLER.client().get(later);
        Awaitility.await().until(() -> Bank.shared().output().contains(later));
        assertThat(Bank.shared().output()).doesNotContain("defect");
    }
}
