package bank.bench.floor;

import bank.Aggregates;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import bank.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;

/**
 * The floor that a rebuild of the views is measured against: Kafka Streams as it comes, at least once, one thread, that
 * folds the accounts' events into one row of RocksDB per account, kept in a changelog too; no checks, no history, no
 * statements, no lists.
 */
public final class BareFold {

    private static final String TOPIC =
            new Topics(Setting.TOPIC_PREFIX.defaultValue()).events(Aggregates.ACCOUNT.name());
    private static final String APPLICATION = "bench-fold-";

    private final KafkaSettings kafka;
    private final Path folder;
    private int number;

    public BareFold(KafkaSettings kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
    }

    /** Folds all events anew, and gives how many there were. */
    public long run() throws InterruptedException, ExecutionException {
        number++;
        try (Admin admin = Admin.create(kafka.admin())) {
            long all = end(admin);
            var done = new CompletableFuture<Void>();
            try (var streams = new KafkaStreams(topology(new Progress(all, done)), properties())) {
                streams.setUncaughtExceptionHandler(thrown -> {
                    done.completeExceptionally(thrown);
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.start();
                done.get();
            }
            return all;
        }
    }

    private static Topology topology(Progress progress) {
        var store = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(FoldingProcessor.STORE), Serdes.ByteArray(), Serdes.ByteArray());
        return new Topology()
                .addSource(
                        "events",
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        TOPIC)
                .addProcessor("fold", () -> new FoldingProcessor(progress), "events")
                .addStateStore(store, "fold");
    }

    private Properties properties() {
        var properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                APPLICATION + number,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrap(),
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve("fold").toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.AT_LEAST_ONCE,
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed"));
        return properties;
    }

    private static long end(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends =
                admin.describeTopics(List.of(TOPIC)).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(TOPIC, partition.partition()),
                                _ -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
