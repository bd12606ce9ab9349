package bank.projection.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition that another instance has, for one query: it may read a row once and use it again. A range is
 * read page by page, which shows what one would see who reads slowly, for rows do not change. Not thread-safe.
 */
final class PeerRows implements ReadOnlyKeyValueStore<Bytes, byte[]> {

    private static final int FIRST_PAGE = 32;
    private static final int GROWTH = 4;
    private static final int KEPT_MOST = 4_096;

    private final Function<RowsRequest, RowsPage> other;
    private final TreeMap<Bytes, byte[]> heads = new TreeMap<>();
    private final Map<Bytes, Optional<byte[]>> rows = new HashMap<>();

    PeerRows(Function<RowsRequest, RowsPage> other) {
        this.other = other;
    }

    private RowsPage page(RowsRequest request) {
        RowsPage page = other.apply(request);
        if (heads.size() + rows.size() > KEPT_MOST) {
            heads.clear();
            rows.clear();
        }
        page.next().heads().forEach(row -> heads.put(row.key, row.value));
        page.next().rows().forEach(row -> rows.put(row.key, Optional.ofNullable(row.value)));
        return page;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Optional<byte[]> known = rows.get(key);
        if (known != null) {
            return known.orElse(null);
        }
        List<KeyValue<Bytes, byte[]>> found =
                page(new RowsRequest(key, key, false, false, 1)).rows();
        return found.isEmpty() ? null : found.getFirst().value;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return new Pages(new RowsRequest(from, to, false, false, FIRST_PAGE));
    }

    /** Who reads backwards mostly wants the last row, and that may have come already. */
    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        Map.Entry<Bytes, byte[]> head = heads.floorEntry(to);
        if (head == null || head.getKey().compareTo(from) < 0) {
            return new Pages(new RowsRequest(from, to, false, true, 1));
        }
        var pages = new Pages(new RowsRequest(from, head.getKey(), true, true, FIRST_PAGE));
        pages.here.add(KeyValue.pair(head.getKey(), head.getValue()));
        return pages;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException("Nobody reads all rows of another instance");
    }

    @Override
    public long approximateNumEntries() {
        throw new UnsupportedOperationException("Nobody counts the rows of another instance");
    }

    /** A range in pages, each larger than the one before. Not thread-safe. */
    private final class Pages implements KeyValueIterator<Bytes, byte[]> {

        final Deque<KeyValue<Bytes, byte[]>> here = new ArrayDeque<>();
        private RowsRequest request;
        private boolean more = true;

        Pages(RowsRequest request) {
            this.request = request;
        }

        @Override
        public boolean hasNext() {
            while (here.isEmpty() && more) {
                RowsPage page = page(request);
                here.addAll(page.rows());
                more = page.more() && !page.rows().isEmpty();
                if (more) {
                    Bytes last = page.rows().getLast().key;
                    request = new RowsRequest(
                            request.reverse() ? request.from() : last,
                            request.reverse() ? last : request.to(),
                            true,
                            request.reverse(),
                            Math.min(RowsRequest.LIMIT_MOST, GROWTH * Math.max(FIRST_PAGE / GROWTH, request.limit())));
                }
            }
            return !here.isEmpty();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            peekNextKey();
            return here.remove();
        }

        @Override
        public Bytes peekNextKey() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return here.element().key;
        }

        @Override
        public void close() {
            here.clear();
            more = false;
        }
    }
}
