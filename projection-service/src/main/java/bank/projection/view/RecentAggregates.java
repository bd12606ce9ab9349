package bank.projection.view;

import bank.es.StreamId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aggregates that were folded last, so that they need not be read and parsed again for each event. Not thread-safe. */
final class RecentAggregates {

    private static final int MOST = 512;

    private final Map<StreamId, AggregateRow> rows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, AggregateRow> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    AggregateRow find(StreamId stream) {
        return rows.get(stream);
    }

    void keep(StreamId stream, AggregateRow row) {
        rows.put(stream, row);
    }
}
