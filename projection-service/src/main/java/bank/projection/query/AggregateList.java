package bank.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.projection.view.AggregateRow;
import bank.projection.view.Counts;
import bank.projection.view.RowKeys;
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
    public record Page(List<AggregateRow> rows, long count, Optional<byte[]> next) {}

    /** The page behind the stream key given, of all aggregates; their number is known without looking at them. */
    public Page all(String afterKey, int limit) {
        List<ViewRows> partitions = views.all();
        Counts counts =
                partitions.stream().map(view -> view.counts(type.name())).reduce(Counts.NONE, Counts::plus);
        List<AggregateRow> found = new ArrayList<>();
        try (var rows = MergedRows.forwards(partitions, RowKeys.aggregatesAfter(type.name(), afterKey))) {
            while (rows.hasNext() && found.size() <= limit) {
                var row = rows.next();
                found.add(AggregateRow.read(type, RowKeys.stream(row.key), row.value));
            }
        }
        return page(found, limit, counts.aggregates());
    }

    /** The page of those that match; all have to be looked at for their number. */
    public Page matching(Predicate<AggregateRow> filter, String afterKey, int limit) {
        long count = 0;
        List<AggregateRow> found = new ArrayList<>();
        try (var rows = MergedRows.forwards(views.all(), RowKeys.aggregatesAfter(type.name(), ""))) {
            while (rows.hasNext()) {
                var row = rows.next();
                var aggregate = AggregateRow.read(type, RowKeys.stream(row.key), row.value);
                if (filter.test(aggregate)) {
                    count++;
                    if (found.size() <= limit && aggregate.key().compareTo(afterKey) > 0) {
                        found.add(aggregate);
                    }
                }
            }
        }
        return page(found, limit, count);
    }

    private static Page page(List<AggregateRow> found, int limit, long count) {
        return found.size() <= limit
                ? new Page(found, count, Optional.empty())
                : new Page(
                        found.subList(0, limit),
                        count,
                        Optional.of(found.get(limit - 1).key().getBytes(UTF_8)));
    }
}
