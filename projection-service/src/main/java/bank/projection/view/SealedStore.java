package bank.projection.view;

import bank.wire.ContentCipher;
import bank.wire.Place;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store of the views as it is written: rows are sealed on their way into it and its changelog. Not thread-safe. */
final class SealedStore extends OpenedStore implements KeyValueStore<Bytes, byte[]> {

    private final ContentCipher content;
    private final KeyValueStore<Bytes, byte[]> stored;

    SealedStore(ContentCipher content, KeyValueStore<Bytes, byte[]> stored) {
        super(content, stored);
        this.content = content;
        this.stored = stored;
    }

    private byte @Nullable [] sealed(Bytes key, byte @Nullable [] value) {
        return value == null ? null : content.seal(Place.view(key.get()), value);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        stored.put(key, sealed(key, value));
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        return opened(key, stored.putIfAbsent(key, sealed(key, value)));
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> rows) {
        rows.forEach(row -> put(row.key, row.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return opened(key, stored.delete(key));
    }

    @Override
    public String name() {
        return stored.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        stored.init(context, root);
    }

    @Override
    public void close() {
        stored.close();
    }

    @Override
    public boolean persistent() {
        return stored.persistent();
    }

    @Override
    public boolean isOpen() {
        return stored.isOpen();
    }
}
