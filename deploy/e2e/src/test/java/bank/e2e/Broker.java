package bank.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/** One of the brokers of a cluster, which are its controllers too. */
final class Broker extends KafkaContainer {

    private static final String IMAGE = System.getProperty("kafka.image", "apache/kafka:4.3.1");
    private static final int CLIENTS = 19092;
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private final String address;
    private final String voters;

    Broker(Network network, int number, int brokers) {
        super(IMAGE);
        address = name(number) + ":" + CLIENTS;
        voters = all(brokers, broker -> broker + "@" + name(broker) + ":9094");
        withNetwork(network);
        withStartupTimeout(STARTS_WITHIN);
        withListener(address);
        withEnv("KAFKA_NODE_ID", Integer.toString(number));
        withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        // The next transaction may meet the last one's markers still being written.
        withEnv("KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MS", "1");
        String replicas = Integer.toString(brokers);
        String inSync = Integer.toString(Math.max(1, brokers - 1));
        withEnv(Map.of(
                "KAFKA_DEFAULT_REPLICATION_FACTOR", replicas,
                "KAFKA_MIN_INSYNC_REPLICAS", inSync,
                "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", replicas,
                "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", replicas,
                "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", inSync));
    }

    /** Tells the broker itself to end: the shell that has started it in this container would not pass it on. */
    void end() {
        try {
            execInContainer(
                    "sh",
                    "-c",
                    "for process in /proc/[0-9]*; do"
                            + " if grep -q [k]afka.Kafka $process/cmdline; then kill -TERM ${process#/proc/}; fi; done");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Awaitility.await().atMost(ENDS_WITHIN).until(() -> !isRunning());
    }

    /** Whether no partition of the cluster lacks a replica, as the broker's own tool says. */
    boolean hasAllReplicas() {
        try {
            ExecResult told = execInContainer(
                    "/opt/kafka/bin/kafka-topics.sh",
                    "--bootstrap-server",
                    address,
                    "--describe",
                    "--under-replicated-partitions");
            return told.getExitCode() == 0 && told.getStdout().isBlank();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What clients within the network call {@code bootstrap.servers}. */
    static String bootstrap(int brokers) {
        return all(brokers, broker -> name(broker) + ":" + CLIENTS);
    }

    static String name(int number) {
        return "kafka-" + number;
    }

    private static String all(int brokers, IntFunction<String> each) {
        return IntStream.rangeClosed(1, brokers).mapToObj(each).collect(Collectors.joining(","));
    }

    /** The container that it extends knows one broker only. */
    @Override
    protected void configure() {
        super.configure();
        withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", voters);
    }
}
