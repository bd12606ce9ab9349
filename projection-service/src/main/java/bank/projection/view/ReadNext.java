package bank.projection.view;

import bank.es.StreamId;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is read next by whoever reads a row: of an aggregate in a list its last version, of a version its event, and
 * whether its stream is parked. Who reads from afar gets it with the row.
 *
 * @param heads the last versions of streams
 * @param rows rows that are read by their keys, and the keys of those that are not there
 */
public record ReadNext(List<KeyValue<Bytes, byte[]>> heads, List<KeyValue<Bytes, byte @Nullable []>> rows) {

    private static final ReadNext NOTHING = new ReadNext(List.of(), List.of());

    /**
     * What is read next after the row of that key.
     *
     * @param stored the rows as they are stored, and as they are given
     * @param opened the same, to be understood
     */
    public static ReadNext after(Bytes key, ReadOnlyKeyValueStore<Bytes, byte[]> stored, ViewRows opened) {
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
        return NOTHING;
    }

    private static KeyValue<Bytes, byte @Nullable []> row(Bytes key, Function<Bytes, byte @Nullable []> get) {
        return KeyValue.pair(key, get.apply(key));
    }
}
