package bank.bench.floor;

import bank.broker.EmbeddedBroker;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The floor that the bank is measured against: its write path bare behind the same HTTP front and the same broker, with
 * a map in memory and one event per command; no checks, snapshots, views, idempotency or recovery. It runs until it is
 * killed, on an empty folder.
 */
public final class Floor {

    static final String EVENTS = "floor.events";

    private static final int PARTITIONS = 8;
    /** As many as the bank has. */
    private static final int EVENT_LOOPS_MOST = 4;

    private static final int PORT_LEAST = 1;
    private static final int PORT_MOST = 65_535;

    private Floor() {}

    public static void main(String[] arguments) throws Exception {
        var environment = new Environment(System.getenv());
        EmbeddedBroker broker = EmbeddedBroker.start(
                environment.path(Setting.DATA_DIR).resolve("kafka"),
                environment.number(Setting.KAFKA_PORT, PORT_LEAST, PORT_MOST),
                environment.flag(Setting.DURABLE));
        createTopic(broker.bootstrap());

        var writer = new FloorWriter(new KafkaSettings(broker.bootstrap()));
        Thread.ofPlatform().name("writer").start(writer);
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new FloorRoutes(writer).mount(router);
        var options = new HttpServerOptions()
                .setHost(environment.text(Setting.HTTP_HOST))
                .setPort(environment.number(Setting.HTTP_PORT, PORT_LEAST, PORT_MOST));
        int eventLoops = Math.min(EVENT_LOOPS_MOST, Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(() -> listener(router, options), new DeploymentOptions().setInstances(eventLoops))
                .await();
    }

    private static VerticleBase listener(Router router, HttpServerOptions options) {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer(options).requestHandler(router).listen();
            }
        };
    }

    private static void createTopic(String bootstrap) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(new KafkaSettings(bootstrap).admin())) {
            admin.createTopics(List.of(new NewTopic(EVENTS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            // Sends pipelined to a partition that is not yet online can fail for ever.
            admin.listOffsets(IntStream.range(0, PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(EVENTS, partition))
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get();
        }
    }
}
