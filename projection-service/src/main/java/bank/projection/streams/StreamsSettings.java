package bank.projection.streams;

import bank.projection.view.Positions;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** How Kafka Streams runs here; every setting that differs from its default has its reason. */
public record StreamsSettings(
        int form,
        Domain domain,
        KafkaSettings kafka,
        Topics topics,
        Path folder,
        int replication,
        Optional<String> instanceId,
        HostInfo advertised,
        MeterRegistry metrics) {

    /**
     * The form of the rows, a part of the application's id. Who changes it raises it: Kafka Streams then knows neither
     * stores nor offsets, and reads all events anew.
     */
    private static final int ROWS_FORM = 3;

    private static final int REPLICATION_MOST = 9;
    private static final int COMMIT_INTERVAL_MILLIS = 200;
    private static final int CHANGELOG_BATCH_BYTES = 128 * 1024;
    /** Whoever stays has to hear soon that another one left. */
    private static final int HEARTBEAT_MILLIS = 500;

    private static final long PROBING_MILLIS = 60_000;
    private static final int STANDBYS = 1;
    private static final int RESTORE_FETCH_WAIT_MILLIS = 10;
    private static final String NEVER_IDLE = "-1";

    public static StreamsSettings from(Environment environment, Domain domain, String name, MeterRegistry metrics) {
        var topics = Topics.from(environment);
        return new StreamsSettings(
                ROWS_FORM,
                domain,
                KafkaSettings.from(environment),
                topics,
                environment.path(Setting.DATA_DIR).resolve(name),
                environment.number(Setting.REPLICATION_FACTOR, 1, REPLICATION_MOST),
                environment.optionalName(Setting.INSTANCE_ID),
                Advertised.of(environment),
                metrics);
    }

    String applicationId(Generation generation) {
        return generation.applicationId(topics.prefix());
    }

    Map<String, String> changelogConfig() {
        return Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replication - 1)));
    }

    /**
     * The clients' settings for a generation of the views.
     *
     * @param cluster the id of the Kafka cluster: what was read from another one is not believed
     */
    Properties properties(Generation generation, Partitions partitions, String cluster, Positions positions) {
        Map<String, Object> config = new HashMap<>(kafka.security());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(generation));
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
        // Its metrics are among ours.
        config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(cluster).toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        // An exactly-once store would be wiped after every kill; a repeat changes nothing here.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        // The other protocol has no static membership.
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Where the others ask for what is here.
        config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised.host() + ":" + advertised.port());
        // Where there is another instance it has a copy, and goes on with it at once.
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, STANDBYS);
        // Who is new copies all of its share, and has it a minute later, rather than two partitions every ten minutes.
        config.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, partitions.count());
        config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MILLIS);
        // Every write goes to the changelog, in order: what a restore finds is what one moment had written.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        config.put(BoundedMemory.STORES, partitions.count());
        // Each commit waits for the changelog; what is not committed is read again after a kill.
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        // Records wake the thread at once; without any it need not look more often than it commits.
        config.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        // No view joins topics, so no partition waits for another.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, NEVER_IDLE);
        // What the changelog gets between two commits goes in few batches, each of which costs the broker.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), CHANGELOG_BATCH_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                KafkaSettings.SESSION_TIMEOUT_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        // A fetch that waits for news at the end of one changelog holds up the next one's beginning.
        config.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                RESTORE_FETCH_WAIT_MILLIS);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                List.of(PositionInterceptor.class.getName()));
        config.put(StreamsConfig.mainConsumerPrefix(PositionInterceptor.POSITIONS), positions);
        // Who comes back under its name gets its partitions back at once, and its stores with them.
        instanceId.ifPresent(id -> config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                KafkaSettings.memberName("projection-" + id, domain.names())));
        var properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
