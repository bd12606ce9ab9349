package bank.projection.query;

import bank.projection.view.RowKeys.Range;
import bank.projection.view.ViewRows;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The rows of all partitions in one order: each partition's iterator is sorted, and the next row is the least of them. */
public final class MergedRows implements Iterator<KeyValue<Bytes, byte[]>>, AutoCloseable {

    private final List<KeyValueIterator<Bytes, byte[]>> all;
    private final PriorityQueue<KeyValueIterator<Bytes, byte[]>> waiting;

    private MergedRows(List<KeyValueIterator<Bytes, byte[]>> all, Comparator<Bytes> order) {
        this.all = all;
        this.waiting = new PriorityQueue<>(
                Math.max(1, all.size()), Comparator.comparing(KeyValueIterator<Bytes, byte[]>::peekNextKey, order));
        all.stream().filter(Iterator::hasNext).forEach(waiting::add);
    }

    public static MergedRows forwards(List<ViewRows> views, Range range) {
        return new MergedRows(views.stream().map(view -> view.range(range)).toList(), Comparator.naturalOrder());
    }

    public static MergedRows backwards(List<ViewRows> views, Range range) {
        return new MergedRows(
                views.stream().map(view -> view.reverseRange(range)).toList(), Comparator.reverseOrder());
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValueIterator<Bytes, byte[]> least = waiting.poll();
        if (least == null) {
            throw new NoSuchElementException();
        }
        KeyValue<Bytes, byte[]> row = least.next();
        if (least.hasNext()) {
            waiting.add(least);
        }
        return row;
    }

    @Override
    public void close() {
        all.forEach(KeyValueIterator::close);
    }
}
