package bank.projection.feed;

import bank.es.StreamId;
import bank.projection.query.PartitionViews;
import bank.projection.view.Events;
import bank.projection.view.LogRow;
import bank.projection.view.ViewRows;
import bank.wire.AggregateType;
import bank.wire.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The events of all partitions from a place on, merged by time; those of one partition, and so of one aggregate, stay in
 * their order. Not thread-safe; it must be closed.
 */
final class MergedEvents implements AutoCloseable {

    private final List<Events> all = new ArrayList<>();
    private final PriorityQueue<Source> waiting = new PriorityQueue<>(
            Comparator.comparing((Source source) -> source.row().time())
                    .thenComparing(Source::type)
                    .thenComparingInt(Source::partition));
    private FeedCursor place;

    /** One partition of one type, and its next event. */
    private record Source(String type, int partition, Events events, LogRow row) {}

    /** An event, and where it stands. */
    record Found(String type, int partition, LogRow row) {}

    MergedEvents(Domain domain, PartitionViews views, FeedCursor from, FeedFilter filter) {
        place = from;
        List<ViewRows> partitions = views.all();
        for (AggregateType<?, ?, ?> type : domain.types()) {
            if (filter.wants(type)) {
                Optional<StreamId> stream = filter.stream(type);
                stream.ifPresentOrElse(
                        only -> {
                            int partition = views.partitionOf(only.key());
                            long offset = from.offset(type.name(), partition);
                            add(type, partition, partitions.get(partition).events(type, only, offset));
                        },
                        () -> addAll(type, partitions, from));
            }
        }
    }

    private void addAll(AggregateType<?, ?, ?> type, List<ViewRows> partitions, FeedCursor from) {
        for (int partition = 0; partition < partitions.size(); partition++) {
            long offset = from.offset(type.name(), partition);
            add(type, partition, partitions.get(partition).events(type.name(), offset));
        }
    }

    private void add(AggregateType<?, ?, ?> type, int partition, Events events) {
        all.add(events);
        await(type.name(), partition, events);
    }

    private void await(String type, int partition, Events events) {
        if (events.hasNext()) {
            waiting.add(new Source(type, partition, events, events.next()));
        }
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** The next event, which stays the next until it is passed. */
    Found peek() {
        Source least = waiting.peek();
        if (least == null) {
            throw new NoSuchElementException();
        }
        return new Found(least.type(), least.partition(), least.row());
    }

    void pass() {
        Source least = waiting.remove();
        place = place.with(least.type(), least.partition(), least.row().offset() + 1);
        await(least.type(), least.partition(), least.events());
    }

    /** Behind all that was passed. */
    FeedCursor place() {
        return place;
    }

    @Override
    public void close() {
        all.forEach(Events::close);
    }
}
