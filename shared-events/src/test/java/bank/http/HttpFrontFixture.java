package bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A front that serves an echo, and how tests call it. */
abstract class HttpFrontFixture {

    static final Environment ANY_PORT = new Environment(Map.of(Setting.HTTP_PORT.variable(), "0"));

    final Vertx vertx = Vertx.vertx();
    final HttpClient client = HttpClient.newHttpClient();
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    final Logger requests = (Logger) LoggerFactory.getLogger("bank.requests");
    HttpFront front = HttpFront.start(ANY_PORT, vertx);

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
    static final class Echo implements Service {

        boolean ready = true;

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
                var parameters = QueryParameters.of(request, Set.of("limit", "after"));
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

    Echo serving() {
        Echo echo = new Echo();
        front.serve(echo);
        front.allServed();
        return echo;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            return Assertions.fail("No answer", e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
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
