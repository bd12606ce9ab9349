package bank.processor;

import bank.es.Envelope;
import bank.wire.EventRecords;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Compares the end of an event topic with the snapshots: they are written together, so they must agree. */
final class EventTail {

    private static final long FIRST_LOOK = 16;
    private static final long FURTHER = 64;

    private final ProcessorSettings settings;
    private final Store store;
    private final KafkaConsumer<byte[], byte[]> consumer;

    EventTail(ProcessorSettings settings, Store store, KafkaConsumer<byte[], byte[]> consumer) {
        this.settings = settings;
        this.store = store;
        this.consumer = consumer;
    }

    /**
     * The time of the partition's last event.
     *
     * @throws IllegalStateException if that event is not the head of its aggregate's snapshot
     */
    Instant check(Slot slot, Map<TopicPartition, Long> ends) {
        TopicPartition partition = slot.events(settings.topics());
        long end = ends.getOrDefault(partition, 0L);
        Optional<ConsumerRecord<byte[], byte[]>> last = last(partition, end);
        if (last.isEmpty()) {
            return Instant.EPOCH;
        }
        Envelope event = EventRecords.fromRecord(slot.type(), last.get());
        String head = store.record(slot, event.stream().key())
                .map(json -> Json.read(json, JsonNode.class).required("head").textValue())
                .orElse("");
        if (!head.equals(event.hash())) {
            throw new IllegalStateException("The last event of " + partition + " (offset "
                    + last.get().offset() + ", " + event.stream().key() + " version " + event.version()
                    + ") is not the head of its snapshot; the partition stays closed until they agree");
        }
        return event.time();
    }

    /** Behind the last event there may be any number of markers and aborted records: looks back ever further. */
    private Optional<ConsumerRecord<byte[], byte[]>> last(TopicPartition partition, long end) {
        consumer.assign(List.of(partition));
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        for (long back = FIRST_LOOK; ; back *= FURTHER) {
            long from = Math.max(first, end - back);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            consumer.seek(partition, from);
            LogEnd.readEach(consumer, Map.of(partition, end), found::add);
            if (!found.isEmpty()) {
                return Optional.of(found.getLast());
            }
            if (from == first) {
                return Optional.empty();
            }
        }
    }
}
