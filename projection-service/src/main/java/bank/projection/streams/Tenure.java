package bank.projection.streams;

import bank.projection.view.Positions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The time for which a partition is folded here. It has to catch up before anybody is answered from it, and goes on to
 * look how far behind it is. The thread that asks Kafka alone changes it; any may read it.
 */
final class Tenure {

    private static final long NEVER = -1;

    private Optional<Target> target = Optional.empty();
    private boolean confirmed = true;
    private volatile boolean caughtUp;
    private volatile long completeMillis = NEVER;

    /** Where the partition of each topic ended when that was asked. */
    private record Target(Instant asked, Map<TopicPartition, Long> ends) {}

    boolean caughtUp() {
        return caughtUp;
    }

    /** Up to when all that was committed is here, in milliseconds. */
    OptionalLong completeUpTo() {
        return completeMillis == NEVER ? OptionalLong.empty() : OptionalLong.of(completeMillis);
    }

    /** The partition may have been given to another instance, unnoticed. */
    void doubt() {
        caughtUp = false;
        confirmed = false;
        target = Optional.empty();
    }

    boolean isDoubted() {
        return !confirmed;
    }

    /** It has not. */
    void confirm() {
        confirmed = true;
    }

    boolean needsTarget() {
        return target.isEmpty();
    }

    void aim(Instant asked, Map<TopicPartition, Long> ends) {
        target = Optional.of(new Target(asked, ends));
    }

    /**
     * Looks how far it is. What was committed before it began is here too; what a later instance commits is not, so while
     * there may be one nothing counts.
     */
    void look(Positions positions, Map<TopicPartition, Long> committed) {
        if (confirmed
                && target.filter(of -> positions.reached(of.ends(), committed)).isPresent()) {
            completeMillis = target.get().asked().toEpochMilli();
            target = Optional.empty();
            caughtUp = true;
        }
    }

    /** How many records it has read, of those that it has to before it has caught up. */
    record Progress(long read, long all) {
        static final Progress NONE = new Progress(0, 0);

        Progress plus(Progress other) {
            return new Progress(read + other.read, all + other.all);
        }
    }

    Progress progress(Positions positions, Map<TopicPartition, Long> committed) {
        Map<TopicPartition, Long> ends = target.map(Target::ends).orElse(Map.of());
        return new Progress(
                ends.keySet().stream()
                        .mapToLong(partition ->
                                Math.max(positions.next(partition).orElse(0), committed.getOrDefault(partition, 0L)))
                        .sum(),
                ends.values().stream().mapToLong(Long::longValue).sum());
    }
}
