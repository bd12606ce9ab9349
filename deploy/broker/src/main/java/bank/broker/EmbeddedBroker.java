package bank.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this JVM, KRaft's controller included, on 127.0.0.1 alone. Closing it and starting another on
 * the same folder goes on with its data. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int FREE_LEAST = 10_000;
    private static final int FREE_SPAN = 22_000;
    private static final int ATTEMPTS_MOST = 100;
    private static final int APART = 61;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * APART % FREE_SPAN));

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it takes requests.
     *
     * @param folder where its data is, made where there is none yet
     * @param port its port, 0 for any free one
     * @param durable whether it flushes every write to the disk
     * @throws PortInUseException if the port cannot be had
     */
    public static EmbeddedBroker start(Path folder, int port, boolean durable) {
        int brokerPort = port == 0 ? anyFree() : checkedFree(port);
        return start(new BrokerSettings(folder, brokerPort, brokerPort, anyFree(), durable));
    }

    /** The same on any free port, with settings of the caller's over its own. */
    public static EmbeddedBroker startWith(Path folder, Map<String, String> more) {
        int port = anyFree();
        var settings = new BrokerSettings(folder, port, port, anyFree(), false);
        Map<String, String> all = settings.properties();
        all.putAll(more);
        return start(settings, all);
    }

    /** The same on any free port, but clients are told to connect to {@code advertisedPort} of 127.0.0.1. */
    public static EmbeddedBroker startBehind(int advertisedPort, Path folder) {
        return start(new BrokerSettings(folder, anyFree(), advertisedPort, anyFree(), false));
    }

    private static EmbeddedBroker start(BrokerSettings settings) {
        return start(settings, settings.properties());
    }

    private static EmbeddedBroker start(BrokerSettings settings, Map<String, String> properties) {
        format(settings.folder());
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, settings.port());
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrap() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** The port, to start again on the same one. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * A free port below those that systems give to outgoing connections: one of these could be taken between this look and
     * the broker's own. Each process looks at a place of its own, so that two that start at once do not meet.
     */
    private static int anyFree() {
        for (int attempt = 1; ; attempt++) {
            try {
                return checkedFree(FREE_LEAST + NEXT.getAndIncrement() % FREE_SPAN);
            } catch (PortInUseException e) {
                if (attempt == ATTEMPTS_MOST) {
                    throw e;
                }
            }
        }
    }

    /** The port itself. Kafka would end the whole JVM over one that is taken. */
    private static int checkedFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortInUseException(port, e);
        }
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    // A format that was killed half-way is begun again.
                    .setIgnoreFormatted(true)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot make the folder of the Kafka broker: " + folder, e);
        }
    }
}
