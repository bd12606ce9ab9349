package bank.projection.view;

import bank.wire.ContentCipher;
import bank.wire.Place;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store of the views as it is read: its rows in clear, sealed or not. Thread-safe, as the store is. */
sealed class OpenedStore implements ReadOnlyKeyValueStore<Bytes, byte[]> permits SealedStore {

    private final ContentCipher content;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> stored;

    OpenedStore(ContentCipher content, ReadOnlyKeyValueStore<Bytes, byte[]> stored) {
        this.content = content;
        this.stored = stored;
    }

    byte @Nullable [] opened(Bytes key, byte @Nullable [] value) {
        return value == null ? null : content.open(Place.view(key.get()), value);
    }

    private KeyValueIterator<Bytes, byte[]> opened(KeyValueIterator<Bytes, byte[]> rows) {
        return new OpenedRows(content, rows);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return opened(key, stored.get(key));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return opened(stored.range(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return opened(stored.reverseRange(from, to));
    }

    @Override
    public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
        return opened(stored.prefixScan(prefix, serializer));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return opened(stored.all());
    }

    @Override
    public long approximateNumEntries() {
        return stored.approximateNumEntries();
    }
}
