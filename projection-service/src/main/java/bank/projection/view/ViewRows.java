package bank.projection.view;

import bank.es.StreamId;
import bank.projection.view.RowKeys.Range;
import bank.wire.AggregateType;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The rows of one partition's store, typed. Thread-safe, as the store is. */
public record ViewRows(ReadOnlyKeyValueStore<Bytes, byte[]> store) {

    /** The aggregate, if it has any event. */
    public Optional<AggregateRow> aggregate(AggregateType<?, ?, ?> type, StreamId stream) {
        return Optional.ofNullable(store.get(RowKeys.aggregate(stream)))
                .map(row -> AggregateRow.read(type, stream, row));
    }

    /** The event that has this key. */
    public Optional<EventRow> event(Bytes key) {
        return Optional.ofNullable(store.get(key)).map(EventRow::read);
    }

    public Counts counts(String type) {
        byte[] row = store.get(RowKeys.counts(type));
        return row == null ? Counts.NONE : Counts.read(row);
    }

    /** Whether events before one that came are missing, so that the view cannot be up to date. */
    public boolean parked(StreamId stream) {
        return store.get(RowKeys.parked(stream)) != null;
    }

    public Optional<OutcomeRow> outcome(String commandId) {
        return Optional.ofNullable(store.get(RowKeys.outcome(commandId))).map(OutcomeRow::read);
    }

    /** The rows of a range in the order of their keys; it must be closed. */
    public KeyValueIterator<Bytes, byte[]> range(Range range) {
        return store.range(range.from(), range.to());
    }

    /** The same backwards. */
    public KeyValueIterator<Bytes, byte[]> reverseRange(Range range) {
        return store.reverseRange(range.from(), range.to());
    }

    void forEachParked(Consumer<KeyValue<Bytes, byte[]>> action) {
        try (KeyValueIterator<Bytes, byte[]> marks = store.prefixScan(RowKeys.parkedOfAll(), new BytesSerializer())) {
            marks.forEachRemaining(action);
        }
    }
}
