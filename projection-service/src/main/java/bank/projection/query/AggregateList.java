package bank.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.projection.view.Counts;
import bank.projection.view.RowKeys;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.AggregateType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A page of the aggregates of one type, over all partitions, in the order of their keys. Thread-safe. */
public final class AggregateList {

    private final AggregateType<?, ?, ?> type;
    private final PartitionViews views;

    public AggregateList(AggregateType<?, ?, ?> type, PartitionViews views) {
        this.type = type;
        this.views = views;
    }

    /**
     * A page.
     *
     * @param rows the aggregates of the page
     * @param count how many match on all pages
     * @param next behind which place the next page begins, if there is one
     */
    public record Page(List<Listed> rows, long count, Optional<byte[]> next) {}

    /** An aggregate, and the view that has it. */
    public record Listed(ViewRows view, VersionRow row) {}

    /** The page behind the stream key given, of all aggregates; their number is known without looking at them. */
    public Page all(String afterKey, int limit) {
        List<ViewRows> partitions = views.all();
        Counts counts =
                partitions.stream().map(view -> view.counts(type.name())).reduce(Counts.NONE, Counts::plus);
        List<Listed> found = new ArrayList<>();
        try (var keys = new MergedKeys(partitions, RowKeys.aggregatesAfter(type.name(), afterKey))) {
            while (keys.hasNext() && found.size() <= limit) {
                head(keys.next()).ifPresent(found::add);
            }
        }
        return page(found, limit, counts.aggregates());
    }

    /** The page of those that match; all have to be looked at for their number. */
    public Page matching(Predicate<VersionRow> filter, String afterKey, int limit) {
        long count = 0;
        List<Listed> found = new ArrayList<>();
        try (var keys = new MergedKeys(views.all(), RowKeys.aggregatesAfter(type.name(), ""))) {
            while (keys.hasNext()) {
                Optional<Listed> head = head(keys.next()).filter(listed -> filter.test(listed.row()));
                if (head.isPresent()) {
                    count++;
                    if (found.size() <= limit && head.get().row().key().compareTo(afterKey) > 0) {
                        found.add(head.get());
                    }
                }
            }
        }
        return page(found, limit, count);
    }

    /** Takes aggregates one by one, and says whether it wants another. */
    @FunctionalInterface
    public interface Taker {
        boolean take(ViewRows view, int partition, StreamId stream);
    }

    /** Hands over the aggregates behind that stream key, in order; says whether the taker left any. */
    public boolean walk(String afterKey, Taker taker) {
        try (var keys = new MergedKeys(views.all(), RowKeys.aggregatesAfter(type.name(), afterKey))) {
            boolean more = true;
            while (more && keys.hasNext()) {
                MergedKeys.Found found = keys.next();
                more = taker.take(found.view(), found.partition(), RowKeys.stream(found.key()));
            }
            return keys.hasNext();
        }
    }

    /** None where its first event is still being written, or where it is no longer to be found. */
    private Optional<Listed> head(MergedKeys.Found found) {
        return found.view()
                .head(type, RowKeys.stream(found.key()))
                .filter(row -> row.isFound(type))
                .map(row -> new Listed(found.view(), row));
    }

    private static Page page(List<Listed> found, int limit, long count) {
        return found.size() <= limit
                ? new Page(found, count, Optional.empty())
                : new Page(
                        found.subList(0, limit),
                        count,
                        Optional.of(found.get(limit - 1).row().key().getBytes(UTF_8)));
    }
}
