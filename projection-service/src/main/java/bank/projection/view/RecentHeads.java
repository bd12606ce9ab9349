package bank.projection.view;

import bank.es.StreamId;
import bank.wire.Partitions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heads of the streams that went on last, so that they need not be read and parsed again for each event. Not thread-safe. */
final class RecentHeads {

    /** Of one aggregate type, in all partitions together. */
    private static final int MOST_OF_ALL = 16_384;

    private final Map<StreamId, VersionRow> rows;

    RecentHeads(Partitions partitions) {
        int most = Math.max(1, MOST_OF_ALL / partitions.count());
        rows = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<StreamId, VersionRow> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable
    VersionRow find(StreamId stream) {
        return rows.get(stream);
    }

    void keep(VersionRow head) {
        rows.put(head.snapshot().stream(), head);
    }
}
