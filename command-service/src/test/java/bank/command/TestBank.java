package bank.command;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.http.HttpFront;
import bank.kit.Contract;
import bank.kit.Contract.Exchange;
import bank.kit.TestKafka;
import bank.personal.TopicSubjectKeys;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Map;
import org.awaitility.Awaitility;

/** The command service on a real broker, with transfers beside it or without. */
final class TestBank implements AutoCloseable {

    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    final TestKafka kafka;
    private final Environment environment;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpFront front;
    private final TopicSubjectKeys keys;
    private final CommandService service;

    private static final class Shared {
        private static final TestBank BANK = new TestBank(TestKafka.withPartitions(4));

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(BANK::close));
        }
    }

    /** The one that tests share. */
    static TestBank shared() {
        return Shared.BANK;
    }

    TestBank(TestKafka kafka) {
        this(kafka, Map.of());
    }

    TestBank(TestKafka kafka, Map<Setting, String> settings) {
        this.kafka = kafka;
        Environment some = environment(kafka);
        for (var setting : settings.entrySet()) {
            some = some.with(setting.getKey(), setting.getValue());
        }
        environment = some;
        front = HttpFront.start(environment, vertx);
        keys = TopicSubjectKeys.start(environment, kafka.partitions(), "keys");
        keys.ready().join();
        service = CommandService.start(environment, kafka.partitions(), keys, vertx);
        front.serve(service);
        front.allServed();
        Awaitility.await().until(service::ready);
    }

    private static Environment environment(TestKafka kafka) {
        try {
            return new Environment(Map.of())
                    .with(Setting.HTTP_PORT, "0")
                    .with(Setting.KAFKA_BOOTSTRAP, kafka.kafka().bootstrap())
                    .with(Setting.TOPIC_PREFIX, kafka.topics().prefix())
                    .with(Setting.MASTER_KEY, MASTER_KEY)
                    .with(
                            Setting.DATA_DIR,
                            Files.createTempDirectory("bank-test").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What decides on transfers, to be closed by who starts it. */
    Processor transfers() {
        Processor transfers = Processor.start(ProcessorSettings.from(
                environment, "sagas", java.util.List.of(Aggregates.TRANSFER), kafka.partitions()));
        Awaitility.await().until(transfers::ready);
        return transfers;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path))
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(Contract.faults(new Exchange(
                            "POST", path, body, response.statusCode(), response.headers(), response.body())))
                    .isEmpty();
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new account's id. */
    String open(String balance) {
        return json(post("/api/commands/accounts", "{\"owner\":\"Alice\",\"initial_balance\":" + balance + "}"))
                .required("account_id")
                .textValue();
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body(), JsonNode.class);
    }

    @Override
    public void close() {
        front.close();
        service.close();
        keys.close();
        client.close();
        vertx.close().await();
    }
}
