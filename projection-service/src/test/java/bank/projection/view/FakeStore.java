package bank.projection.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory that remembers what was written to it, in order, as a changelog does. */
final class FakeStore implements KeyValueStore<Bytes, byte[]> {

    /** One write; no value where the row was deleted. */
    record Write(Bytes key, @Nullable Bytes value) {}

    final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();
    final List<Write> writes = new ArrayList<>();

    /** Puts rows there without having been asked to, as a restore does. */
    void restore(List<Write> changelog) {
        changelog.forEach(this::apply);
    }

    private void apply(Write write) {
        if (write.value() == null) {
            rows.remove(write.key());
        } else {
            rows.put(write.key(), write.value().get());
        }
    }

    /** Every row in a form that can be compared. */
    Map<Bytes, Bytes> comparable() {
        Map<Bytes, Bytes> all = new TreeMap<>();
        rows.forEach((key, value) -> all.put(key, Bytes.wrap(value)));
        return all;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        var write = new Write(key, value == null ? null : Bytes.wrap(value));
        writes.add(write);
        apply(write);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = rows.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return rows.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return over(rows.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return over(rows.subMap(from, true, to, true).descendingMap());
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
        byte[] bytes = serializer.serialize("", prefix);
        NavigableMap<Bytes, byte[]> found = new TreeMap<>(rows.tailMap(Bytes.wrap(bytes), true));
        found.keySet().removeIf(key -> !startsWith(key.get(), bytes));
        return over(found);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return over(rows);
    }

    private static KeyValueIterator<Bytes, byte[]> over(Map<Bytes, byte[]> found) {
        Iterator<Map.Entry<Bytes, byte[]>> entries =
                List.copyOf(found.entrySet()).iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {}

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                var entry = entries.next();
                return KeyValue.pair(entry.getKey(), entry.getValue());
            }
        };
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    @Override
    public String name() {
        return ViewTopology.STORE;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
