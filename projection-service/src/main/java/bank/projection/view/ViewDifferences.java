package bank.projection.view;

import bank.projection.view.RowKeys.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Where two views of a partition differ, the live one and one that was rebuilt. Not thread-safe. */
public final class ViewDifferences {

    /** So many streams of a partition are named. */
    public static final int NAMED_MOST = 20;

    private static final int MARKS_MOST = 1_000;

    private final ViewRows live;
    private final ViewRows rebuilt;
    private final Set<Named> named = new LinkedHashSet<>();
    private final List<Named> sumsOnly = new ArrayList<>();
    private boolean more;

    private ViewDifferences(ViewRows live, ViewRows rebuilt) {
        this.live = live;
        this.rebuilt = rebuilt;
    }

    /**
     * A stream whose rows differ.
     *
     * @param type its aggregate type
     * @param id its id; empty where the row cannot even say that
     * @param what which of its rows
     */
    public record Named(String type, String id, String what) {}

    /**
     * The streams whose rows differ, the first of them by name.
     *
     * @param streams not more than {@link #NAMED_MOST}
     * @param more whether there are others
     */
    public record Found(List<Named> streams, boolean more) {}

    /** Looks for the streams whose rows of the events before those ends differ. */
    public static Found of(ViewRows live, ViewRows rebuilt, Map<String, Long> ends) throws InterruptedException {
        var differences = new ViewDifferences(live, rebuilt);
        for (String type : new TreeSet<>(ends.keySet())) {
            for (RowKind kind : RowKind.values()) {
                differences.look(kind, type, ends.getOrDefault(type, 0L));
            }
        }
        List<Named> streams = new ArrayList<>(differences.named);
        if (streams.isEmpty()) {
            streams.addAll(differences.sumsOnly);
        }
        return new Found(List.copyOf(streams), differences.more);
    }

    private void look(RowKind kind, String type, long end) throws InterruptedException {
        try (var ofLive = new RowsBefore(live, kind, type, end);
                var ofRebuilt = new RowsBefore(rebuilt, kind, type, end)) {
            KeyValue<Bytes, byte[]> one = ofLive.next();
            KeyValue<Bytes, byte[]> other = ofRebuilt.next();
            while ((one != null || other != null) && !(more && named.size() == NAMED_MOST)) {
                int order = one == null ? 1 : other == null ? -1 : one.key.compareTo(other.key);
                if (order < 0) {
                    add(kind, type, one, " is missing in the rebuilt view");
                } else if (order > 0) {
                    add(kind, type, other, " is missing in the live view");
                } else if (one != null && other != null && !Arrays.equals(one.value, other.value)) {
                    differs(kind, type, one, other);
                }
                one = order <= 0 ? ofLive.next() : one;
                other = order >= 0 ? ofRebuilt.next() : other;
            }
        }
    }

    private void differs(RowKind kind, String type, KeyValue<Bytes, byte[]> one, KeyValue<Bytes, byte[]> other) {
        if (kind != RowKind.EVENT || !sameEvent(one.value, other.value)) {
            add(kind, type, other, " differs");
        } else if (sumsOnly.isEmpty()) {
            // What was counted differently once differs in all rows behind it: the first is where to look.
            sumsOnly.add(name(kind, type, other, " counts otherwise, and so do those behind it"));
        }
    }

    private static boolean sameEvent(byte[] one, byte[] other) {
        try {
            LogRow first = LogRow.read(0, one);
            LogRow second = LogRow.read(0, other);
            return first.json().equals(second.json()) && first.balanceAfter().equals(second.balanceAfter());
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void add(RowKind kind, String type, @Nullable KeyValue<Bytes, byte[]> row, String what) {
        if (row == null) {
            return;
        }
        Named found = name(kind, type, row, what);
        if (named.size() < NAMED_MOST) {
            named.add(found);
        } else {
            more = more || !named.contains(found);
        }
    }

    private static Named name(RowKind kind, String type, KeyValue<Bytes, byte[]> row, String what) {
        String which = kind == RowKind.LISTED ? "" : " " + RowKeys.number(row.key);
        try {
            return new Named(type, kind.stream(row).id(), kind.words() + which + what);
        } catch (RuntimeException e) {
            return new Named(type, "", kind.words() + which + what + ", and cannot be read");
        }
    }

    /**
     * The keys of the rows that differ at the moment among those that change: marks of parked streams, and dead letters.
     * What differs may only be on its way; what still differs when both have read on does so.
     */
    public static Set<Bytes> ofMarks(Collection<String> types, ViewRows live, ViewRows rebuilt) {
        Stream<Range> ranges =
                Stream.concat(types.stream().map(RowKeys::parkedOfAll), Stream.of(RowKeys.lettersAfter(new byte[0])));
        Set<Bytes> keys = new HashSet<>();
        ranges.forEach(range -> {
            differing(live, rebuilt, range, keys);
            differing(rebuilt, live, range, keys);
        });
        return keys;
    }

    private static void differing(ViewRows one, ViewRows other, Range range, Set<Bytes> keys) {
        try (KeyValueIterator<Bytes, byte[]> rows = one.range(range)) {
            while (rows.hasNext() && keys.size() < MARKS_MOST) {
                KeyValue<Bytes, byte[]> row = rows.next();
                if (!Arrays.equals(row.value, other.store().get(row.key))) {
                    keys.add(row.key);
                }
            }
        }
    }

    /** The stream, or the dead letter, whose mark that is. */
    public static Named ofMark(Bytes key) {
        return RowKeys.isLetter(key)
                ? new Named("dead-letter", RowKeys.letterId(key), "The dead letter differs")
                : new Named(
                        RowKeys.stream(key).type(),
                        RowKeys.stream(key).id(),
                        "Only one of the views waits for an event");
    }
}
