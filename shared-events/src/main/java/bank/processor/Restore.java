package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.processor.Store.Changes;
import bank.processor.Store.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the local store up to the end of the snapshot topics, from where it stands or from their beginning. */
final class Restore {

    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ProcessorSettings settings;
    private final Store store;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ProcessorMetrics metrics;

    Restore(ProcessorSettings settings, Store store, KafkaConsumer<byte[], byte[]> consumer, ProcessorMetrics metrics) {
        this.metrics = metrics;
        this.settings = settings;
        this.store = store;
        this.consumer = consumer;
    }

    /** Closes the slots whose records cannot be read. */
    void run(Collection<Slot> slots, Map<String, Uuid> topicIds, Map<TopicPartition, Long> ends, Closures closures) {
        Map<TopicPartition, Slot> byPartition = new HashMap<>();
        slots.forEach(slot -> byPartition.put(slot.snapshots(settings.topics()), slot));
        Map<TopicPartition, Long> starts = new HashMap<>();
        byPartition.forEach((partition, slot) -> starts.put(
                partition, start(partition, slot, topicId(topicIds, slot), ends.getOrDefault(partition, 0L))));
        consumer.assign(byPartition.keySet());
        starts.forEach((partition, start) -> seek(partition, start));
        var counted = new long[1];
        LogEnd.read(consumer, ends, records -> {
            apply(records, byPartition, topicIds, closures);
            byPartition.forEach((partition, slot) -> {
                if (closures.isClosed(slot)) {
                    consumer.seek(partition, ends.getOrDefault(partition, 0L));
                }
            });
            counted[0] += records.count();
            metrics.restored(records.count());
        });
        LOG.atInfo()
                .addKeyValue("slots", slots.size())
                .addKeyValue("records", counted[0])
                .log("Restored the local store");
    }

    private String topicId(Map<String, Uuid> topicIds, Slot slot) {
        return Takeover.id(topicIds, settings.topics().snapshots(slot.type())).toString();
    }

    private void seek(TopicPartition partition, long start) {
        if (start == 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, start);
        }
    }

    /** Where to read on from: what the store has is believed only as far as the log says the same. */
    private long start(TopicPartition partition, Slot slot, String topicId, long end) {
        Optional<Position> stored = store.position(slot);
        if (stored.isEmpty()) {
            store.drop(slot);
            return 0;
        }
        Position position = stored.get();
        if (position.topicId().equals(topicId) && position.nextOffset() <= end && agrees(partition, position)) {
            return position.nextOffset();
        }
        LOG.atWarn().addKeyValue("partition", partition).log("The local store disagrees with the log: thrown away");
        store.drop(slot);
        return 0;
    }

    /** Compaction may have removed the record that the store read last, but cannot have changed it. */
    private boolean agrees(TopicPartition partition, Position position) {
        consumer.assign(List.of(partition));
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(first, position.lastOffset()));
        while (consumer.position(partition) <= position.lastOffset()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                return record.offset() != position.lastOffset()
                        || digest(record.key(), record.value()).equals(position.lastDigest());
            }
        }
        return true;
    }

    private void apply(
            ConsumerRecords<byte[], byte[]> records,
            Map<TopicPartition, Slot> byPartition,
            Map<String, Uuid> topicIds,
            Closures closures) {
        store.write(changes -> byPartition.forEach((partition, slot) -> {
            List<ConsumerRecord<byte[], byte[]>> ours = records.records(partition);
            for (ConsumerRecord<byte[], byte[]> record : ours) {
                String place = "at offset " + record.offset() + " of " + partition;
                closures.attempt(slot, place, () -> apply(changes, slot, record));
            }
            if (!ours.isEmpty() && !closures.isClosed(slot)) {
                var last = ours.getLast();
                changes.position(slot, position(topicId(topicIds, slot), last.offset(), last.key(), last.value()));
            }
        }));
    }

    private static void apply(Changes changes, Slot slot, ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            changes.delete(slot, key);
        } else {
            changes.put(slot, key, record.value());
        }
    }

    /** The position behind a record. */
    static Position position(String topicId, long offset, byte[] key, byte @Nullable [] value) {
        return new Position(topicId, offset + 1, offset, digest(key, value));
    }

    private static String digest(byte[] key, byte @Nullable [] value) {
        return Integer.toHexString(31 * Utils.murmur2(key) + (value == null ? 0 : Utils.murmur2(value)));
    }
}
