package bank.command;

import bank.Aggregates;
import bank.http.HttpFront;
import bank.http.Service;
import bank.kit.Contract;
import bank.kit.ContractClient;
import bank.kit.TestKafka;
import bank.metrics.Metrics;
import bank.personal.TopicSubjectKeys;
import bank.processor.Processor;
import bank.processor.ProcessorSettings;
import bank.trace.Tracing;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The command service on a real broker, with transfers beside it or without. */
final class TestBank implements AutoCloseable {

    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    final TestKafka kafka;
    private final Environment environment;
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = Metrics.with(Tracing.none());
    private final HttpFront front;
    private final ContractClient client;
    private final TopicSubjectKeys keys;
    private final Service service;

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
        front = HttpFront.start(environment, vertx, metrics);
        client = ContractClient.onPort(front.port(), Contract.BANK);
        keys = TopicSubjectKeys.start(environment, kafka.partitions(), "keys");
        keys.ready().join();
        service = CommandService.of(Aggregates.BANK, CommandService.BANK)
                .start(environment, kafka.partitions(), keys, metrics, vertx);
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
                environment,
                "sagas",
                Aggregates.BANK,
                Aggregates.BANK.sagas(),
                kafka.partitions(),
                keys.content(),
                metrics));
        Awaitility.await().until(transfers::ready);
        return transfers;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        Stream<String> mediaType = body.isEmpty() ? Stream.empty() : Stream.of("Content-Type", "application/json");
        return client.call(
                "POST", path, body, Stream.concat(mediaType, Stream.of(headers)).toArray(String[]::new));
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
        vertx.close().await();
    }
}
