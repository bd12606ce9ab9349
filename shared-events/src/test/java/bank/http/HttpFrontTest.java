package bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import bank.wire.SettingException;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpFrontTest {

    private static final Environment ANY_PORT = new Environment(Map.of(Setting.HTTP_PORT.variable(), "0"));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger requests = (Logger) LoggerFactory.getLogger("bank.requests");
    private HttpFront front = HttpFront.start(ANY_PORT, vertx);

    @BeforeEach
    void listenToTheLog() {
        log.start();
        root.addAppender(log);
        requests.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        requests.detachAppender(log);
        front.close();
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Echoes bodies, lists things with a limit, and has a defect. */
    private static final class Echo implements Service {

        private boolean ready = true;

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void mount(Router router) {
            router.post("/echo/:id").handler(Endpoint.handler(request -> {
                String id = Endpoint.id(request, Problem.notFound("echo-not-found", "Echo not found"));
                return Body.read(request.request())
                        .map(body -> Answer.json(200, body.toString()).with("ETag", "\"" + id + "\""));
            }));
            router.get("/things").handler(Endpoint.handler(request -> {
                var parameters = QueryParameters.of(request.request(), Set.of("limit", "after"));
                int limit = parameters.limit(100);
                parameters.id("after");
                parameters.check();
                return Future.succeededFuture(Answer.json(200, "{\"limit\":" + limit + "}"));
            }));
            router.get("/defect")
                    .handler(Endpoint.handler(_ -> Future.failedFuture(new IllegalStateException("boom"))));
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Future<ObjectNode> health() {
            return Future.succeededFuture(Json.MAPPER.createObjectNode().put("things", 3));
        }

        @Override
        public void close() {}
    }

    private Echo serving() {
        Echo echo = new Echo();
        front.serve(echo);
        front.allServed();
        return echo;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            return Assertions.fail("No answer", e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.read(response.body(), JsonNode.class);
        assertThat(problem.path("status").intValue()).isEqualTo(response.statusCode());
        assertThat(problem.path("error").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(problem.path("title").textValue()).isNotBlank();
        return problem;
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
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"healthy\",\"things\":3}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        echo.ready = false;

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/echo",
                "/things/1/2",
                "/../etc/passwd",
                "/%00",
                "/%ff%fe",
                "/;a=b",
                "/%2e%2e/defect/x"
            })
    void anUnknownPathIs404(String path) {
        serving();

        assertThat(problem(get(path)).path("type").textValue()).isEqualTo("urn:bank:problem:path-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a",
                "a%20b",
                "a%2Fb",
                "%E4%BD%A0",
                "a.b",
                "a23456789b123456789c123456789d123456789e123456789f123456789g1234X"
            })
    void anIdThatIsNotOfAnIdsFormIsUnknown(String id) {
        serving();

        var response = post("/echo/" + id, "application/json", "{}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(problem(response).path("error").textValue()).isEqualTo("Echo not found");
    }

    @Test
    void anotherMethodIs405AndSaysWhichIsAllowed() {
        serving();

        var response = get("/echo/a");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(problem(response).path("type").textValue()).isEqualTo("urn:bank:problem:method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 1_000_000, 10_000_000})
    void aBodyOver64KiBIs413HoweverLarge(int bytes) {
        serving();

        var response = post("/echo/a", "application/json", " ".repeat(bytes));

        assertThat(response.statusCode()).isEqualTo(413);
        problem(response);
        assertThat(get("/things").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyOf64KiBIsTaken() {
        serving();

        assertThat(post("/echo/a", "application/json", " ".repeat(65_536)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/xml"})
    void aBodyThatIsNotJsonByItsMediaTypeIs415(String type) {
        serving();

        var response = post("/echo/a", type, "{}");

        assertThat(response.statusCode()).isEqualTo(415);
        problem(response);
    }

    @Test
    void aCallWithoutBodyNeedsNoContentType() {
        serving();

        assertThat(send(request("/echo/a").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=+5",
        "limit=",
        "limit=1.5",
        "limit=99999999999999999999",
        "after=%20",
        "limit=1&limit=2",
        "other=1"
    })
    void aParameterThatIsNotOfItsFormIsNamed(String query) {
        serving();

        var response = get("/things?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(problem(response).path("errors")).hasSize(1);
    }

    @Test
    void everyFaultyParameterIsNamed() {
        serving();

        JsonNode errors = problem(get("/things?limit=0&after=-&more=1")).path("errors");

        assertThat(errors.findValuesAsText("parameter")).containsExactly("more", "limit", "after");
    }

    @Test
    void aDefectIs500WithAnIdAndItsStackTraceIsInTheLogOnly() {
        serving();

        var response = get("/defect");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("boom").contains("err-");
        Awaitility.await().until(() -> log.list.stream().anyMatch(line -> line.getThrowableProxy() != null));
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

    private long requestLines() {
        return log.list.stream()
                .filter(line -> line.getLoggerName().equals("bank.requests"))
                .count();
    }

    @Test
    void callsFromOtherOriginsAreAllowed() {
        serving();

        var response = send(request("/things").header("Origin", "https://shop.example"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void onlyTheOriginsOfTheSettingAreAllowedWhereItNamesAny() {
        front.close();
        front = HttpFront.start(ANY_PORT.with(Setting.CORS_ORIGINS, "https://shop.example"), vertx);
        serving();

        var named = send(request("/things").header("Origin", "https://shop.example"));
        var other = send(request("/things").header("Origin", "https://evil.example"));

        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @Test
    void aPortInUseIsASentence() {
        var taken = ANY_PORT.with(Setting.HTTP_PORT, Integer.toString(front.port()));

        Assertions.assertThatThrownBy(() -> HttpFront.start(taken, vertx))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BANK_HTTP_PORT");
    }
}
