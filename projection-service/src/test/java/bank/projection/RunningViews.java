package bank.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.http.HttpFront;
import bank.kit.Contract;
import bank.kit.ContractClient;
import bank.kit.TestKafka;
import bank.metrics.Metrics;
import bank.personal.TopicSubjectKeys;
import bank.projection.streams.StreamsSettings;
import bank.trace.Tracing;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The service with all that it needs, on a real broker. */
final class RunningViews implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);

    final TestKafka kafka;
    final TopicSubjectKeys keys;
    final ProjectionService service;
    final int form;
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = Metrics.with(Tracing.none());
    private final HttpFront front;
    private final ContractClient client;
    private boolean stopped;

    private RunningViews(TestKafka kafka, Environment given, UnaryOperator<StreamsSettings> version) {
        this.kafka = kafka;
        front = HttpFront.start(given, vertx, metrics);
        Environment environment = given.with(Setting.HTTP_PORT, Integer.toString(front.port()));
        StreamsSettings settings = version.apply(settings(environment));
        form = settings.form();
        keys = TopicSubjectKeys.start(environment, kafka.partitions(), "projection-service");
        keys.ready().join();
        client = ContractClient.onPort(front.port(), Contract.BANK);
        service = ProjectionService.start(
                ProjectionService.BANK, settings, environment, kafka.partitions(), keys, metrics, vertx);
        front.serve(service);
        front.allServed();
    }

    static RunningViews start(TestKafka kafka, Path folder) {
        return start(kafka, folder, "one");
    }

    /** One of several, each of which has a name and a folder of its own. */
    static RunningViews start(TestKafka kafka, Path folder, String name) {
        return begun(new RunningViews(kafka, environment(kafka, folder, name), today -> today));
    }

    /** As the next version that has another form of the rows. */
    static RunningViews startNextForm(TestKafka kafka, Path folder) {
        return begun(new RunningViews(
                kafka,
                environment(kafka, folder, "one"),
                today -> new StreamsSettings(
                        today.form() + 1,
                        today.domain(),
                        today.kafka(),
                        today.topics(),
                        today.folder(),
                        today.replication(),
                        today.instanceId(),
                        today.advertised(),
                        today.metrics())));
    }

    private static RunningViews begun(RunningViews views) {
        await().atMost(READY_LIMIT).until(views.service::ready);
        return views;
    }

    private static StreamsSettings settings(Environment environment) {
        return StreamsSettings.from(environment, Aggregates.BANK, ProjectionService.NAME, new SimpleMeterRegistry());
    }

    private static Environment environment(TestKafka kafka, Path folder, String name) {
        Map<String, String> variables = new HashMap<>();
        variables.put(Setting.KAFKA_BOOTSTRAP.variable(), kafka.kafka().bootstrap());
        variables.put(Setting.TOPIC_PREFIX.variable(), kafka.topics().prefix());
        variables.put(Setting.REPLICATION_FACTOR.variable(), "1");
        variables.put(Setting.INSTANCE_ID.variable(), name);
        variables.put(Setting.HTTP_PORT.variable(), "0");
        variables.put(Setting.DATA_DIR.variable(), folder.toString());
        variables.put(
                Setting.MASTER_KEY.variable(),
                Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8)));
        return new Environment(variables);
    }

    /** An answer: its status, one of its headers, its body. */
    record Got(int status, HttpResponse<String> response) {

        JsonNode body() {
            return Json.read(response.body(), JsonNode.class);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Where other instances reach it. */
    String advertised() {
        return "127.0.0.1:" + front.port();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + front.port() + path);
    }

    Got get(String path, String... headers) {
        HttpResponse<String> response = client.call("GET", path, "", headers);
        return new Got(response.statusCode(), response);
    }

    Got post(String path) {
        HttpResponse<String> response = client.call("POST", path, "");
        return new Got(response.statusCode(), response);
    }

    @Override
    public void close() {
        if (!stopped) {
            stop();
        }
    }

    /** Ends before its block does. */
    void stop() {
        stopped = true;
        front.close();
        service.close();
        keys.close();
        vertx.close().await();
    }
}
