package bank.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.BegunRequest;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFrontTest extends HttpFrontFixture {

    private static final Duration NO_SHORT_WHILE = Duration.ofMillis(1_500);

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + front.port() + path);
    }

    @Test
    void beforeTheServicesAreThereTheProcessIsLiveAndNotReady() {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/things").statusCode()).isEqualTo(503);
        assertThat(get("/things").headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void healthSaysWhatTheServicesAddOnceAllAreReady() {
        Echo echo = serving();
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"healthy\",\"accounts\":3}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        echo.ready = false;

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void whoIsStillConnectedWhileItStopsIsToldSo() throws IOException {
        Echo echo = serving();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            socket.getOutputStream()
                    .write("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n"
                            .getBytes(US_ASCII));
            Awaitility.await().untilTrue(echo.asked);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(front::close);
            Awaitility.await().until(() -> !front.ready());
            echo.held.complete(Answer.json(200, "{}"));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .contains("HTTP/1.1 200 ", "HTTP/1.1 503 ", "{\"status\":\"stopping\"}");
            closing.join();
        }
    }

    @Test
    void aStopEndsAllWaitingAndWhatHasBegunIsAnswered() throws IOException {
        Echo echo = serving();
        try (var begun = BegunRequest.get(address("/held"))) {
            Awaitility.await().untilTrue(echo.asked);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(front::close);
            Awaitility.await().until(() -> !echo.waits);
            Awaitility.await().during(NO_SHORT_WHILE).until(() -> !closing.isDone());
            echo.held.complete(Answer.json(200, "{}"));

            assertThat(begun.answer()).startsWith("HTTP/1.1 200 ");
            closing.join();
        }
    }

    @Test
    void aRequestThatTakesLongerThanItsServiceSaysDoesNotHoldAStopUp() throws IOException {
        Echo echo = serving();
        echo.answersWithin = Duration.ofMillis(100);
        try (var begun = BegunRequest.get(address("/held"))) {
            Awaitility.await().untilTrue(echo.asked);

            assertThat(CompletableFuture.runAsync(front::close))
                    .succeedsWithin(Service.ANSWERED_WITHIN.minusSeconds(1));
            assertThat(begun.answer()).isEmpty();
        }
    }

    @Test
    void healthNamesThePartitionsThatAreClosedOfAllServicesAndTheRestIsReady() {
        serving().closedPartitions = Map.of("things-1", "a record fits nothing");
        Echo other = new Echo();
        other.closedPartitions = Map.of("others-2", "another does not");
        front.serve(other);

        assertThat(get("/health").body())
                .isEqualTo("{\"status\":\"degraded\",\"accounts\":3,\"closed_partitions\":["
                        + "{\"partition\":\"things-1\",\"reason\":\"a record fits nothing\"},"
                        + "{\"partition\":\"others-2\",\"reason\":\"another does not\"}]}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void discoveryAndTheContractAreServed() {
        assertThat(get("/").body()).contains("\"service\":\"Event Sourcing Bank\"", "\"commands\":\"/api/commands\"");
        assertThat(get("/openapi.json").body()).contains("\"openapi\":\"3.1.0\"");
    }

    @Test
    void anAnswerHasItsHeadersAndBody() {
        serving();

        var response = post("/echo/a-1", "application/json; charset=utf-8", "{\"a\":1}");

        assertThat(response.body()).isEqualTo("{\"a\":1}");
        assertThat(response.headers().firstValue("ETag")).contains("\"a-1\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void everyRequestIsLoggedOnceWithoutQueryValuesAndWithoutAStackTrace() {
        serving();

        get("/things?after=Alice");
        get("/echo/Alice%20Smith");

        Awaitility.await().until(() -> requestLines() == 2);
        assertThat(log.list).allSatisfy(line -> {
            assertThat(line.getKeyValuePairs().toString()).doesNotContain("Alice");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void aRequestWhoseBodyBreaksOffIsLoggedOnceAsNotAnswered() throws IOException {
        serving();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            socket.getOutputStream()
                    .write("POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc".getBytes(US_ASCII));
        }

        Awaitility.await().until(() -> requestLines() == 1);
        assertThat(log.list.getLast().getKeyValuePairs().toString())
                .contains("method=\"POST\"", "path=\"/echo/a\"", "status=\"-\"");
        get("/things");
        Awaitility.await().until(() -> requestLines() == 2);
    }

    private long requestLines() {
        return log.list.stream()
                .filter(line -> line.getLoggerName().equals("bank.requests"))
                .count();
    }

    @Test
    void callsFromOtherOriginsAreAllowed() {
        serving();

        var response = get("/things", "Origin", "https://shop.example");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void onlyTheOriginsOfTheSettingAreAllowedWhereItNamesAny() {
        front.close();
        front = HttpFront.start(ANY_PORT.with(Setting.CORS_ORIGINS, "https://shop.example"), vertx, metrics);
        serving();

        var named = get("/things", "Origin", "https://shop.example");
        var other = get("/things", "Origin", "https://evil.example");

        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /health",
        "GET, /health/live",
        "GET, /health/ready",
        "GET, /openapi.json",
        "GET, /nothing",
        "POST, /health",
        "OPTIONS, /health",
        "GET, /api/queries/accounts",
        "GET, /api/queries/accounts/acc-1",
        "GET, /api/queries/accounts/acc-1/history",
        "GET, /api/queries/transactions",
        "GET, /api/queries/sagas",
        "GET, /api/queries/sagas/saga-1",
        "GET, /api/queries/commands/cmd-1",
        "GET, /api/queries/projections",
        "POST, /api/commands/accounts",
        "POST, /api/commands/accounts/acc-1/deposit",
        "POST, /api/commands/accounts/acc-1/withdraw",
        "POST, /api/commands/accounts/acc-1/close",
        "POST, /api/commands/transfers",
        "POST, /api/commands/sagas/saga-1/retry"
    })
    void anotherOriginIsRefusedWhateverItAsks(String method, String path) {
        front.close();
        front = HttpFront.start(ANY_PORT.with(Setting.CORS_ORIGINS, "https://shop.example"), vertx, metrics);

        var refused = call(method, path, "", "Origin", "https://evil.example", "Access-Control-Request-Method", method);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(problem(refused).path("type").textValue()).isEqualTo("urn:bank:problem:origin-not-allowed");
    }

    @Test
    void aPortInUseIsASentence() {
        var taken = ANY_PORT.with(Setting.HTTP_PORT, Integer.toString(front.port()));

        Assertions.assertThatThrownBy(() -> HttpFront.start(taken, vertx, metrics))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BANK_HTTP_PORT");
    }
}
