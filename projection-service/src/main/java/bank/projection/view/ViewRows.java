package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.projection.view.RowKeys.Range;
import bank.wire.AggregateType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The rows of one partition's store, typed. Thread-safe, as the store is. */
public record ViewRows(ReadOnlyKeyValueStore<Bytes, byte[]> store) {

    /** The aggregate as it is now, if it has any event. */
    public Optional<VersionRow> head(AggregateType<?, ?, ?> type, StreamId stream) {
        return last(RowKeys.versions(stream, 1, Long.MAX_VALUE))
                .map(row -> VersionRow.read(type, stream, RowKeys.number(row.key), row.value));
    }

    /** Where the aggregate's last event stands in its partition of its topic, -1 if there is none. */
    public long headOffset(StreamId stream) {
        return last(RowKeys.versions(stream, 1, Long.MAX_VALUE))
                .map(row -> VersionRow.offset(row.value))
                .orElse(-1L);
    }

    /** The aggregate as that version's event left it, if it has come so far. */
    public Optional<VersionRow> at(AggregateType<?, ?, ?> type, StreamId stream, long version) {
        return Optional.ofNullable(store.get(RowKeys.version(stream, version)))
                .map(row -> VersionRow.read(type, stream, version, row));
    }

    /**
     * The aggregate as the last of its events left it of which {@code upTo} holds; it must hold for all before that one,
     * and for none behind it.
     */
    public Optional<VersionRow> last(AggregateType<?, ?, ?> type, StreamId stream, Predicate<VersionRow> upTo) {
        Optional<VersionRow> found = head(type, stream);
        if (found.isEmpty() || upTo.test(found.get())) {
            return found;
        }
        long low = 1;
        long high = found.get().version() - 1;
        found = Optional.empty();
        while (low <= high) {
            long middle = low + (high - low) / 2;
            VersionRow row = at(type, stream, middle).orElseThrow();
            if (upTo.test(row)) {
                found = Optional.of(row);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    /** The events of a stream from one version to another, both included, the first of them first. */
    public List<LogRow> events(StreamId stream, long from, long to) {
        List<LogRow> found = new ArrayList<>();
        try (var versions = range(RowKeys.versions(stream, from, to))) {
            versions.forEachRemaining(row ->
                    found.add(log(stream.type(), VersionRow.offset(row.value)).orElseThrow()));
        }
        return found;
    }

    /** The events of a type from that offset on. */
    public Events events(String type, long fromOffset) {
        return new Events(
                range(RowKeys.log(type, fromOffset, Long.MAX_VALUE)),
                row -> LogRow.read(RowKeys.number(row.key), row.value));
    }

    /** The events of one stream from that offset on; the others' are not looked at. */
    public Events events(AggregateType<?, ?, ?> type, StreamId stream, long fromOffset) {
        long before = last(type, stream, row -> row.offset() < fromOffset)
                .map(VersionRow::version)
                .orElse(0L);
        return new Events(
                range(RowKeys.versions(stream, before + 1, Long.MAX_VALUE)),
                row -> log(type.name(), VersionRow.offset(row.value)).orElseThrow());
    }

    /** Where the events of a stream stand in their partition, up to that version. */
    public List<Long> offsets(StreamId stream, long upTo) {
        List<Long> found = new ArrayList<>();
        try (var versions = range(RowKeys.versions(stream, 1, upTo))) {
            versions.forEachRemaining(row -> found.add(VersionRow.offset(row.value)));
        }
        return found;
    }

    /** The event at that offset, if one of the streams has it. */
    public Optional<LogRow> log(String type, long offset) {
        return Optional.ofNullable(store.get(RowKeys.log(type, offset))).map(row -> LogRow.read(offset, row));
    }

    /** The last event up to that offset. */
    public Optional<LogRow> lastLog(String type, long upTo) {
        return last(RowKeys.log(type, 0, upTo)).map(row -> LogRow.read(RowKeys.number(row.key), row.value));
    }

    /** The last event of which {@code upTo} holds; it must hold for all up to that one, and for none behind it. */
    public Optional<LogRow> lastLog(String type, Predicate<LogRow> upTo) {
        Optional<LogRow> found = Optional.empty();
        long low = 0;
        long high = lastLog(type, Long.MAX_VALUE).map(LogRow::offset).orElse(LogRow.NOWHERE);
        while (low <= high) {
            long middle = low + (high - low) / 2;
            Optional<LogRow> row = lastLog(type, middle);
            if (row.filter(upTo.negate()).isPresent()) {
                high = row.get().offset() - 1;
            } else {
                found = row.isPresent() ? row : found;
                low = middle + 1;
            }
        }
        return found;
    }

    /** The last event up to that one that moved money. */
    public Optional<LogRow> lastMovement(String type, LogRow upTo) {
        return upTo.balanceAfter().isPresent() ? Optional.of(upTo) : log(type, upTo.movementBefore());
    }

    /** The events of a stream that moved money, so many at most, from that version backwards. */
    public List<LogRow> movements(StreamId stream, long fromVersion, int most) {
        List<LogRow> found = new ArrayList<>();
        Range range = RowKeys.versions(stream, 1, fromVersion);
        try (KeyValueIterator<Bytes, byte[]> versions = store.reverseRange(range.from(), range.to())) {
            while (versions.hasNext() && found.size() < most) {
                LogRow event = log(stream.type(), VersionRow.offset(versions.next().value))
                        .orElseThrow();
                if (event.balanceAfter().isPresent()) {
                    found.add(event);
                }
            }
        }
        return found;
    }

    public Counts counts(String type) {
        return lastLog(type, Long.MAX_VALUE).map(LogRow::counts).orElse(Counts.NONE);
    }

    /**
     * Whether events before one that came are missing, so that the view cannot be up to date. An operator may have
     * decided that it is all the same.
     */
    public boolean parked(StreamId stream) {
        return store.get(RowKeys.parked(stream)) != null;
    }

    public Optional<OutcomeRow> outcome(String commandId) {
        return Optional.ofNullable(store.get(RowKeys.outcome(commandId))).map(OutcomeRow::read);
    }

    /** What was set aside under that id, as JSON. */
    public Optional<String> letter(String id) {
        return Optional.ofNullable(store.get(RowKeys.letterTime(id)))
                .map(millis -> store.get(RowKeys.letter(ByteBuffer.wrap(millis).getLong(), id)))
                .map(row -> new String(row, UTF_8));
    }

    /** The dead letter whose row that is, as JSON. */
    public String letterAt(Bytes key) {
        return new String(store.get(key), UTF_8);
    }

    /** The events of a stream that were set aside. */
    public List<SetAside> setAside(StreamId stream) {
        List<SetAside> events = new ArrayList<>();
        try (var marks = range(RowKeys.setAside(stream))) {
            marks.forEachRemaining(mark -> events.add(SetAside.read(RowKeys.number(mark.key), mark.value)));
        }
        return events;
    }

    /** Up to when all that was committed is in these rows, in milliseconds, where somebody has written it down. */
    public OptionalLong completeUpTo() {
        byte[] mark = store.get(RowKeys.complete());
        return mark == null
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(mark).getLong());
    }

    /** The rows of a range in the order of their keys; it must be closed. */
    public KeyValueIterator<Bytes, byte[]> range(Range range) {
        return store.range(range.from(), range.to());
    }

    private Optional<KeyValue<Bytes, byte[]>> last(Range range) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.reverseRange(range.from(), range.to())) {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        }
    }

    void forEachParked(Consumer<KeyValue<Bytes, byte[]>> action) {
        try (KeyValueIterator<Bytes, byte[]> marks = store.prefixScan(RowKeys.parkedOfAll(), new BytesSerializer())) {
            marks.forEachRemaining(action);
        }
    }
}
