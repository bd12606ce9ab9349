package bank.projection.query;

import bank.projection.view.RowKeys.Range;
import bank.projection.view.ViewRows;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The keys of all partitions in one order: each partition's iterator is sorted, and the next key is the least of them. */
public final class MergedKeys implements Iterator<MergedKeys.Found>, AutoCloseable {

    private final List<Source> all;
    private final PriorityQueue<Source> waiting =
            new PriorityQueue<>(Comparator.comparing(source -> source.rows().peekNextKey()));

    private record Source(ViewRows view, int partition, KeyValueIterator<Bytes, byte[]> rows) {}

    /** A key, and the view that has it, with its place among all views. */
    public record Found(ViewRows view, int partition, Bytes key) {}

    /** The keys of one range in all of these views; it must be closed. */
    public MergedKeys(List<ViewRows> views, Range range) {
        all = IntStream.range(0, views.size())
                .mapToObj(partition -> new Source(
                        views.get(partition), partition, views.get(partition).range(range)))
                .toList();
        all.stream().filter(source -> source.rows().hasNext()).forEach(waiting::add);
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public Found next() {
        Source least = waiting.poll();
        if (least == null) {
            throw new NoSuchElementException();
        }
        var found = new Found(least.view(), least.partition(), least.rows().next().key);
        if (least.rows().hasNext()) {
            waiting.add(least);
        }
        return found;
    }

    @Override
    public void close() {
        all.forEach(source -> source.rows().close());
    }
}
