package bank.projection.view;

import bank.es.StreamId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which streams of a partition wait for events that are missing. A stream's writer writes in order, so an event that
 * extends the head and came later shows that the one that seemed to be ahead was not its writer's. Not thread-safe.
 */
final class ParkedMarks {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Bytes, Long> offsets = new HashMap<>();

    ParkedMarks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        new ViewRows(store)
                .forEachParked(mark ->
                        offsets.put(mark.key, ByteBuffer.wrap(mark.value).getLong()));
    }

    /** An event came whose predecessors did not. */
    void park(StreamId stream, long offset) {
        Bytes key = RowKeys.parked(stream);
        offsets.put(key, offset);
        store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /** Whether the last event because of which the stream waits is the one at that offset. */
    boolean isParkedAt(StreamId stream, long offset) {
        return offsets.getOrDefault(RowKeys.parked(stream), -1L) == offset;
    }

    /** The event at that offset is the stream's head. */
    void extended(StreamId stream, long offset) {
        if (offsets.isEmpty()) {
            return;
        }
        Bytes key = RowKeys.parked(stream);
        Long parkedAt = offsets.get(key);
        if (parkedAt != null && parkedAt < offset) {
            offsets.remove(key);
            store.delete(key);
        }
    }

    /** The same is read again: the changelog may still have the mark, though the store has it no longer. */
    void extendedAgain(StreamId stream, long offset) {
        Bytes key = RowKeys.parked(stream);
        if (offsets.getOrDefault(key, -1L) < offset) {
            offsets.remove(key);
            store.delete(key);
        }
    }
}
