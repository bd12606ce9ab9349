package bank.standalone;

import bank.broker.EmbeddedBroker;
import bank.broker.PortInUseException;
import bank.host.Host;
import bank.host.Kafka;
import bank.host.NativeLibraries;
import bank.http.HttpFront;
import bank.metrics.Metrics;
import bank.personal.MasterKey;
import bank.personal.TopicSubjectKeys;
import bank.wire.Environment;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.SettingException;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** A whole system in one process: a Kafka broker, and the three services on one port. */
public final class Standalone {

    private static final int PORT_MOST = 65_535;
    private static final int READY_LOOK_MILLIS = 5;

    private Standalone() {}

    /** The bank: all of it, or the service that the argument names. */
    public static void main(String[] arguments) {
        Definition.BANK.run(arguments);
    }

    /** Starts all, and gives the address that it is served on. */
    static String start(Definition system, Environment given, Host host) throws Exception {
        var phases = new Phases(System.out);
        DataFolder folder = host.keep(
                DataFolder.open(given.path(Setting.DATA_DIR), system.services().keySet()));
        NativeLibraries.beginToLoad();
        Vertx vertx = Vertx.vertx();
        host.keep(() -> vertx.close().await());
        Metrics metrics = host.keep(Metrics.start("bank"));
        metrics.watch(folder.path());
        HttpFront front = HttpFront.start(given, vertx, metrics);
        phases.done("Data folder " + folder.path() + " opened");
        EmbeddedBroker broker = host.keep(broker(given, folder));
        phases.done("Kafka broker started on " + broker.bootstrap());
        Environment environment =
                environment(given, folder, broker).with(Setting.HTTP_PORT, Integer.toString(front.port()));
        Partitions partitions = Kafka.prepare(system.domain(), environment);
        phases.done("Topics checked, " + partitions.count() + " partitions each");
        TopicSubjectKeys keys = host.keep(TopicSubjectKeys.start(environment, partitions, "standalone"));
        Services services = host.keep(Services.start(
                system.services().values(), service -> service.start(environment, partitions, keys, metrics, vertx)));
        keys.ready().join();
        phases.done("Keys of personal data read");
        services.serveOn(front);
        // Last to start and so first to stop: no request meets a service that is gone.
        host.keep(front);
        ready(front, vertx).join();
        phases.done("Ready: " + services.names());
        String address = "http://" + given.text(Setting.HTTP_HOST) + ":" + front.port();
        System.out.println(Welcome.text(address, broker.bootstrap(), phases.total()));
        return address;
    }

    /** Done when all services are ready. */
    private static CompletableFuture<Void> ready(HttpFront front, Vertx vertx) {
        var ready = new CompletableFuture<Void>();
        vertx.setPeriodic(READY_LOOK_MILLIS, timer -> {
            if (front.ready()) {
                vertx.cancelTimer(timer);
                ready.complete(null);
            }
        });
        return ready;
    }

    /** What only the standalone knows: its own broker, its one instance, and its master key. */
    private static Environment environment(Environment given, DataFolder folder, EmbeddedBroker broker) {
        Environment own = given.with(Setting.KAFKA_BOOTSTRAP, broker.bootstrap())
                .with(Setting.KAFKA_PROPERTIES_FILE, "")
                .with(Setting.REPLICATION_FACTOR, "1")
                // After a kill it is taken for the instance that it was, and gets its partitions at once.
                .with(Setting.INSTANCE_ID, "standalone");
        if (own.has(Setting.MASTER_KEY) || own.has(Setting.MASTER_KEY_FILE)) {
            return own;
        }
        MasterKey.createIfMissing(folder.masterKey());
        return own.with(Setting.MASTER_KEY_FILE, folder.masterKey().toString());
    }

    private static EmbeddedBroker broker(Environment environment, DataFolder folder) {
        int port = environment.number(Setting.KAFKA_PORT, 0, PORT_MOST);
        try {
            return EmbeddedBroker.start(folder.kafka(), port, environment.flag(Setting.DURABLE));
        } catch (PortInUseException e) {
            throw new SettingException("Port " + port + ", meant for the Kafka broker, is in use; set "
                    + Setting.KAFKA_PORT.variable() + " to another.");
        }
    }
}
