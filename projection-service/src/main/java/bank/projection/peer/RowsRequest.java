package bank.projection.peer;

import bank.projection.view.ReadNext;
import bank.projection.view.ViewRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which rows one instance wants of another.
 *
 * @param from the first key of the range
 * @param to its last key
 * @param beyond whether the key where it begins is not wanted, because it was given before
 * @param reverse whether it is read from its last key backwards
 * @param limit how many rows at most
 */
record RowsRequest(Bytes from, Bytes to, boolean beyond, boolean reverse, int limit) {

    static final int LIMIT_MOST = 512;
    private static final int BYTES_ENOUGH = 256 << 10;

    /** The rows, as they are stored; {@code opened} are the same to be understood. */
    RowsPage page(ReadOnlyKeyValueStore<Bytes, byte[]> stored, ViewRows opened, long ageMillis) {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
        List<KeyValue<Bytes, byte[]>> heads = new ArrayList<>();
        List<KeyValue<Bytes, byte @Nullable []>> others = new ArrayList<>();
        Bytes given = reverse ? to : from;
        long bytes = 0;
        try (KeyValueIterator<Bytes, byte[]> range = reverse ? stored.reverseRange(from, to) : stored.range(from, to)) {
            while (range.hasNext() && rows.size() < limit && bytes < BYTES_ENOUGH) {
                KeyValue<Bytes, byte[]> row = range.next();
                if (!beyond || !row.key.equals(given)) {
                    ReadNext next = ReadNext.after(row.key, limit == 1, stored, opened);
                    rows.add(row);
                    heads.addAll(next.heads());
                    others.addAll(next.rows());
                    bytes += row.value.length + bytes(next.heads()) + bytes(next.rows());
                }
            }
            return new RowsPage(ageMillis, range.hasNext(), rows, new ReadNext(heads, others));
        }
    }

    private static long bytes(List<? extends KeyValue<Bytes, byte @Nullable []>> rows) {
        return rows.stream()
                .mapToLong(row -> row.value == null ? 0 : row.value.length)
                .sum();
    }
}
