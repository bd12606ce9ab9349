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
 * @param waiters where the outcome of a saga goes when it has ended
 */
public record Snapshot(
        StreamId stream,
        Object state,
        long version,
        String head,
        Instant created,
        Instant time,
        List<ReplyTo.Gateway> waiters) {

    /** The state as one of {@code type}'s. */
    public <S> S stateAs(Class<S> type) {
        return type.cast(state);
    }
}
