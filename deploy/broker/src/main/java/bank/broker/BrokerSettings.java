package bank.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How the embedded broker is set up; every setting that differs from Kafka's default has its reason here.
 *
 * @param folder where its data is
 * @param port the port for clients
 * @param advertisedPort the port that clients are told to use: another one where something stands between
 * @param controllerPort the port of its controller, which may change from start to start
 * @param durable whether every write is flushed to the disk
 */
record BrokerSettings(Path folder, int port, int advertisedPort, int controllerPort, boolean durable) {

    static final String HOST = "127.0.0.1";
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE = 1;

    private static final String CLIENTS = "PLAINTEXT";
    private static final Duration YEARS = Duration.ofDays(3650);

    Map<String, String> properties() {
        Map<String, String> all = new HashMap<>();
        oneNode(all);
        noReplicas(all);
        quick(all);
        lasting(all);
        small(all);
        return all;
    }

    private void oneNode(Map<String, String> all) {
        String address = CLIENTS + "://" + HOST + ":";
        String controller = HOST + ":" + controllerPort;
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE));
        all.put("controller.quorum.voters", NODE + "@" + controller);
        all.put("listeners", address + port + "," + CONTROLLER + "://" + controller);
        all.put("advertised.listeners", address + advertisedPort);
        all.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.put("controller.listener.names", CONTROLLER);
        all.put("inter.broker.listener.name", CLIENTS);
        all.put("log.dirs", folder.toString());
        // Who mistypes a topic's name must hear of it.
        all.put("auto.create.topics.enable", "false");
    }

    private static void noReplicas(Map<String, String> all) {
        all.put("default.replication.factor", "1");
        all.put("min.insync.replicas", "1");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void quick(Map<String, String> all) {
        // After a kill, the broker waits until its former self's session is over: 9 seconds by default.
        all.put("broker.session.timeout.ms", "1000");
        all.put("broker.heartbeat.interval.ms", "250");
        all.put("group.initial.rebalance.delay.ms", "0");
        // The next transaction may meet the last one's markers still being written.
        all.put("add.partitions.to.txn.retry.backoff.ms", "1");
    }

    private void lasting(Map<String, String> all) {
        // Offsets and producers that expire in an idle week would stop the services.
        all.put("offsets.retention.minutes", Long.toString(YEARS.toMinutes()));
        all.put("transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE));
        if (durable) {
            // For all topics: a power cut that took only some of them would tear transactions.
            all.put("log.flush.interval.messages", "1");
        }
    }

    /** For one person's machine: fewer threads and buffers than a broker of many tenants wants. */
    private static void small(Map<String, String> all) {
        // It would write to its metadata twice a second to show that it is there, to nobody.
        all.put("metadata.max.idle.interval.ms", "0");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        all.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    }
}
