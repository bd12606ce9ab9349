package bank.wire;

import bank.es.StreamId;
import java.time.Instant;
import java.util.List;

/**
 * An aggregate at a version.
 *
 * @param stream its stream
 * @param state its state, one of its type's records
 * @param version how many events it has; 0 for none
 * @param head the hash of its last event, empty for none
 * @param created the time of its first event
 * @param time the time of its last event
 * @param waiters who waits for the saga's end
 */
public record Snapshot(
        StreamId stream, Object state, long version, String head, Instant created, Instant time, List<Waiter> waiters) {

    /** The aggregate before its first event. */
    public static Snapshot none(StreamId stream, Object initial) {
        return new Snapshot(stream, initial, 0, HashChain.START, Instant.EPOCH, Instant.EPOCH, List.of());
    }

    /** The same aggregate with other callers waiting for it. */
    public Snapshot withWaiters(List<Waiter> others) {
        return new Snapshot(stream, state, version, head, created, time, List.copyOf(others));
    }

    /** The state as one of {@code type}'s. */
    public <S> S stateAs(Class<S> type) {
        return type.cast(state);
    }
}
