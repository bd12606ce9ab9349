package bank.projection.view;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Events in the order of their partition. Not thread-safe; it must be closed. */
public final class Events implements Iterator<LogRow>, AutoCloseable {

    private final KeyValueIterator<Bytes, byte[]> rows;
    private final Function<KeyValue<Bytes, byte[]>, LogRow> event;

    Events(KeyValueIterator<Bytes, byte[]> rows, Function<KeyValue<Bytes, byte[]>, LogRow> event) {
        this.rows = rows;
        this.event = event;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public LogRow next() {
        return event.apply(rows.next());
    }

    @Override
    public void close() {
        rows.close();
    }
}
