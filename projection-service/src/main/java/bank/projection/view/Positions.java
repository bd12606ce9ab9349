package bank.projection.view;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * How far this instance has got in each partition of each topic. What the consumer has fetched counts once it is
 * processed; markers of transactions, which nobody processes, count when they are fetched. Thread-safe.
 */
public final class Positions {

    private record Fetched(long lastRecord, long next) {}

    private final Map<TopicPartition, Fetched> fetched = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> processed = new ConcurrentHashMap<>();

    /** The consumer has these, and is beyond what it passed over to find them. */
    public void fetched(ConsumerRecords<?, ?> records) {
        records.nextOffsets().forEach((partition, next) -> {
            var of = records.records(partition);
            long last = of.isEmpty() ? lastFetched(partition) : of.getLast().offset();
            fetched.put(partition, new Fetched(last, next.offset()));
        });
    }

    private long lastFetched(TopicPartition partition) {
        Fetched before = fetched.get(partition);
        return before == null ? -1 : before.lastRecord();
    }

    void processed(String topic, int partition, long offset) {
        processed.put(new TopicPartition(topic, partition), offset);
    }

    /** The offset up to which all is in the view, if this instance has read anything of the partition. */
    public OptionalLong next(TopicPartition partition) {
        Fetched upTo = fetched.get(partition);
        long done = processed.getOrDefault(partition, -1L);
        if (upTo != null && done >= upTo.lastRecord()) {
            return OptionalLong.of(upTo.next());
        }
        return done < 0 ? OptionalLong.empty() : OptionalLong.of(done + 1);
    }

    /** Whether all up to these ends is in the view, or was {@code committed} by an earlier one that had it. */
    public boolean reached(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        return ends.entrySet().stream()
                .allMatch(end -> next(end.getKey()).orElse(0) >= end.getValue()
                        || committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** The partition, of every topic, comes here now: what was known of it is of an earlier time. */
    void forget(int partition) {
        fetched.keySet().removeIf(of -> of.partition() == partition);
        processed.keySet().removeIf(of -> of.partition() == partition);
    }
}
