package bank.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.verify.ChainCheck.Link;
import bank.wire.Partitions;
import bank.wire.SnapshotRecords;
import bank.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition of one aggregate type: its snapshots, and then its events from the first to the last. */
record PartitionCheck(Topics topics, Partitions partitions, String type, int partition) {

    private static final Duration POLL = Duration.ofMillis(500);

    ChainCheck.Part run(KafkaConsumer<byte[], byte[]> consumer, LongAdder read) {
        Map<String, Link> snapshots = new HashMap<>();
        readAll(consumer, topics.snapshots(type), row -> keep(row, snapshots));
        // The end of the events is taken after that of the snapshots, so no snapshot is ahead of it.
        var check = new ChainCheck(topics.events(type), partition, partitions, snapshots);
        readAll(consumer, topics.events(type), event -> {
            check.take(event);
            read.increment();
        });
        return check.end();
    }

    private void readAll(
            KafkaConsumer<byte[], byte[]> consumer, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        var log = new TopicPartition(topic, partition);
        consumer.assign(List.of(log));
        consumer.seekToBeginning(List.of(log));
        long end = consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
        while (consumer.position(log) < end) {
            consumer.poll(POLL).forEach(each);
        }
    }

    private static void keep(ConsumerRecord<byte[], byte[]> row, Map<String, Link> snapshots) {
        String key = new String(row.key(), UTF_8);
        if (row.value() == null) {
            snapshots.remove(key);
        } else {
            SnapshotRecords.head(row).ifPresent(head -> snapshots.put(key, new Link(head.version(), head.hash())));
        }
    }
}
