package bank.e2e;

import bank.Aggregates;
import bank.command.CommandService;
import bank.host.ServiceStart;
import bank.http.HttpFront;
import bank.http.Service;
import bank.kit.TestKafka;
import bank.metrics.Metrics;
import bank.personal.TopicSubjectKeys;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import bank.trace.Tracing;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.Setting;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The services in this process, on topics that a test can write to, perhaps with rules of its own for some types. */
final class ServicesHere implements AutoCloseable {

    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final class Shared {
        private static final Path FOLDER = Bank.temporaryFolder();
        private static final ServicesHere SERVICES = start(TestKafka.withPartitions(2), FOLDER, Aggregates.BANK);

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Shared::end));
        }

        private static void end() {
            SERVICES.close();
            Bank.delete(FOLDER);
        }
    }

    private final TestKafka kafka;
    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics;
    private final TopicSubjectKeys keys;
    private final HttpFront front;
    private final List<Service> services;

    private ServicesHere(TestKafka kafka, Environment environment, Domain domain, Tracing tracing) {
        this.kafka = kafka;
        metrics = Metrics.with(tracing);
        keys = TopicSubjectKeys.start(environment, kafka.partitions(), "keys");
        keys.ready().join();
        front = HttpFront.start(environment, vertx, metrics);
        services = List.of(
                started(CommandService.of(domain, CommandService.BANK), kafka, environment),
                started(SagaService.of(domain), kafka, environment),
                started(ProjectionService.of(domain, ProjectionService.BANK), kafka, environment));
        services.forEach(front::serve);
        front.allServed();
    }

    private Service started(ServiceStart service, TestKafka kafka, Environment environment) {
        return service.start(environment, kafka.partitions(), keys, metrics, vertx);
    }

    /** Those of the bank that tests share; nobody may close them. */
    static ServicesHere shared() {
        return Shared.SERVICES;
    }

    static ServicesHere start(TestKafka kafka, Path folder, Domain domain) {
        return start(kafka, folder, domain, Tracing.none());
    }

    static ServicesHere start(TestKafka kafka, Path folder, Domain domain, Tracing tracing) {
        var environment = new Environment(Map.of())
                .with(Setting.HTTP_PORT, "0")
                .with(Setting.KAFKA_BOOTSTRAP, kafka.kafka().bootstrap())
                .with(Setting.TOPIC_PREFIX, kafka.topics().prefix())
                .with(Setting.REPLICATION_FACTOR, "1")
                .with(Setting.MASTER_KEY, MASTER_KEY)
                .with(Setting.DATA_DIR, folder.toString());
        var started = new ServicesHere(kafka, environment, domain, tracing);
        Awaitility.await().until(() -> started.services.stream().allMatch(Service::ready));
        return started;
    }

    TestKafka kafka() {
        return kafka;
    }

    Teller teller() {
        return new Teller(new Client(base()));
    }

    Letters letters() {
        return new Letters(new Client(base()));
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    @Override
    public void close() {
        front.close();
        services.forEach(Service::close);
        keys.close();
        vertx.close().await();
        metrics.close();
    }
}
