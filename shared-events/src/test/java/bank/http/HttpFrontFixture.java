package bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Contract;
import bank.kit.ContractClient;
import bank.metrics.Metrics;
import bank.trace.Tracing;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** A front that serves an echo, and how tests call it; alone, for it listens to the log of all. */
@Isolated
abstract class HttpFrontFixture {

    static final Environment ANY_PORT = new Environment(Map.of(Setting.HTTP_PORT.variable(), "0"));

    private static final Contract CONTRACT = Contract.BANK.with(echoPaths());

    final Vertx vertx = Vertx.vertx();
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    final Logger requests = (Logger) LoggerFactory.getLogger("bank.requests");
    final Metrics metrics = Metrics.with(Tracing.none());
    HttpFront front = HttpFront.start(ANY_PORT, vertx, metrics);

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
        vertx.close().toCompletionStage().toCompletableFuture().join();
        metrics.close();
    }

    /** Echoes bodies, lists things with a limit, holds an answer back, and has a defect. */
    static final class Echo implements Service {

        final AtomicBoolean asked = new AtomicBoolean();
        final Promise<Answer> held = Promise.promise();
        boolean ready = true;
        Map<String, String> closedPartitions = Map.of();
        Duration answersWithin = Service.ANSWERED_WITHIN;
        volatile boolean waits = true;
        Future<?> measure = Future.succeededFuture();

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void mount(Router router) {
            router.post("/echo/:id").handler(Endpoint.handler(request -> {
                String id = Endpoint.id(request, () -> Problem.notFound("echo-not-found", "Echo not found"));
                return Body.read(request.request())
                        .map(body -> body.toString().isBlank() ? "{}" : body.toString())
                        .map(json -> Answer.json(200, json).with("ETag", "\"" + id + "\""));
            }));
            router.get("/things").handler(Endpoint.handler(request -> {
                var parameters = QueryParameters.of(request, Set.of("limit", "after"));
                int limit = parameters.limit(100);
                parameters.id("after");
                parameters.check();
                return Future.succeededFuture(Answer.json(200, "{\"limit\":" + limit + "}"));
            }));
            router.get("/held").handler(Endpoint.handler(_ -> {
                asked.set(true);
                return held.future();
            }));
            router.get("/defect")
                    .handler(Endpoint.handler(_ -> Future.failedFuture(new IllegalStateException("boom"))));
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Duration answersWithin() {
            return answersWithin;
        }

        @Override
        public void stopWaiting() {
            waits = false;
        }

        @Override
        public Future<ObjectNode> health() {
            return Future.succeededFuture(Json.MAPPER.createObjectNode().put("accounts", 3));
        }

        @Override
        public Future<?> measure() {
            return measure;
        }

        @Override
        public Map<String, String> closedPartitions() {
            return closedPartitions;
        }

        @Override
        public void close() {}
    }

    /** What the bank's contract would say of the echo. */
    private static ObjectNode echoPaths() {
        try (InputStream paths =
                Objects.requireNonNull(HttpFrontFixture.class.getResourceAsStream("/echo-paths.json"))) {
            return Json.MAPPER.readValue(paths, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Echo serving() {
        Echo echo = new Echo();
        front.serve(echo);
        front.allServed();
        return echo;
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) {
        return ContractClient.onPort(front.port(), CONTRACT).call(method, path, body, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return call("POST", path, body, "Content-Type", contentType);
    }

    static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.read(response.body(), JsonNode.class);
        assertThat(problem.path("status").intValue()).isEqualTo(response.statusCode());
        assertThat(problem.path("error").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        assertThat(problem.path("title").textValue()).isNotBlank();
        return problem;
    }
}
