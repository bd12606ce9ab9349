package bank.projection.view;

import bank.es.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is read next by whoever reads a row: of an aggregate in a list its last version, of a version its event, and
 * whether its stream is parked; of a single event what moved money before it, as a statement goes backwards. Who reads
 * from afar gets it with the row.
 *
 * @param heads the last versions of streams
 * @param rows rows that are read by their keys, and the keys of those that are not there
 */
public record ReadNext(List<KeyValue<Bytes, byte[]>> heads, List<KeyValue<Bytes, byte @Nullable []>> rows) {

    private static final ReadNext NOTHING = new ReadNext(List.of(), List.of());
    private static final int MOVEMENTS_MOST = 32;

    /**
     * What is read next after the row of that key.
     *
     * @param single whether that row alone was asked for
     * @param stored the rows as they are stored, and as they are given
     * @param opened the same, to be understood
     */
    public static ReadNext after(
            Bytes key, boolean single, ReadOnlyKeyValueStore<Bytes, byte[]> stored, ViewRows opened) {
        if (RowKeys.isAggregate(key)) {
            StreamId stream = RowKeys.stream(key);
            RowKeys.Range versions = RowKeys.versions(stream, 1, Long.MAX_VALUE);
            try (KeyValueIterator<Bytes, byte[]> last = stored.reverseRange(versions.from(), versions.to())) {
                return new ReadNext(
                        last.hasNext() ? List.of(last.next()) : List.of(),
                        List.of(row(RowKeys.parked(stream), stored::get)));
            }
        }
        if (RowKeys.isVersion(key)) {
            StreamId stream = RowKeys.streamOfNumbered(key);
            long offset = VersionRow.offset(opened.store().get(key));
            return new ReadNext(
                    List.of(),
                    List.of(
                            row(RowKeys.log(stream.type(), offset), stored::get),
                            row(RowKeys.parked(stream), stored::get)));
        }
        return single && RowKeys.isLog(key) ? movementsBefore(key, stored, opened) : NOTHING;
    }

    private static ReadNext movementsBefore(Bytes key, ReadOnlyKeyValueStore<Bytes, byte[]> stored, ViewRows opened) {
        String type = RowKeys.type(key);
        List<KeyValue<Bytes, byte @Nullable []>> rows = new ArrayList<>();
        Optional<LogRow> event = opened.log(type, RowKeys.number(key));
        while (event.isPresent() && rows.size() < MOVEMENTS_MOST) {
            long before = event.get().movementBefore();
            rows.add(row(RowKeys.log(type, before), stored::get));
            event = opened.log(type, before);
        }
        return new ReadNext(List.of(), rows);
    }

    private static KeyValue<Bytes, byte @Nullable []> row(Bytes key, Function<Bytes, byte @Nullable []> get) {
        return KeyValue.pair(key, get.apply(key));
    }
}
