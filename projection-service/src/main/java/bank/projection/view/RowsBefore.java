package bank.projection.view;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one kind and type that the events before an offset have made, in the order of their keys. Not thread-safe;
 * it must be closed.
 */
final class RowsBefore implements AutoCloseable {

    private final ViewRows rows;
    private final RowKind kind;
    private final long end;
    private final KeyValueIterator<Bytes, byte[]> all;

    RowsBefore(ViewRows rows, RowKind kind, String type, long end) {
        this.rows = rows;
        this.kind = kind;
        this.end = end;
        this.all = rows.range(kind.all(type));
    }

    /** The next row; none behind the last. It can take long to come there, so it can be interrupted. */
    @Nullable
    KeyValue<Bytes, byte[]> next() throws InterruptedException {
        while (all.hasNext()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            KeyValue<Bytes, byte[]> row = all.next();
            if (kind.offset(rows, row) < end) {
                return row;
            }
        }
        return null;
    }

    @Override
    public void close() {
        all.close();
    }
}
