package bank.projection.snapshot;

import bank.projection.query.PartitionViews;
import bank.projection.view.LogRow;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.AggregateType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What belongs to a snapshot: the events up to a time that were in the views when it began. What comes while it is being
 * sent may be of that time too, and does not show.
 */
record Cut(Instant asOf, Map<String, List<Long>> lastOffsets) {

    static Cut now(Instant asOf, PartitionViews views, List<AggregateType<?, ?, ?>> types) {
        List<ViewRows> partitions = views.all();
        return new Cut(
                asOf,
                types.stream()
                        .map(AggregateType::name)
                        .collect(Collectors.toMap(Function.identity(), type -> lastOffsets(partitions, type))));
    }

    private static List<Long> lastOffsets(List<ViewRows> partitions, String type) {
        return partitions.stream()
                .map(view ->
                        view.lastLog(type, Long.MAX_VALUE).map(LogRow::offset).orElse(-1L))
                .toList();
    }

    /** Whether the event that left that row, in that partition, belongs to it. */
    boolean has(VersionRow row, int partition) {
        return !row.snapshot().time().isAfter(asOf)
                && row.offset()
                        <= lastOffsets
                                .getOrDefault(row.snapshot().stream().type(), List.of())
                                .get(partition);
    }
}
