package bank.projection.view;

import bank.wire.ContentCipher;
import bank.wire.Place;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Rows as they are read from a store, opened one by one. Not thread-safe. */
record OpenedRows(ContentCipher content, KeyValueIterator<Bytes, byte[]> stored)
        implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
        return stored.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> row = stored.next();
        return ContentCipher.isSealed(row.value)
                ? KeyValue.pair(row.key, content.open(Place.view(row.key.get()), row.value))
                : row;
    }

    @Override
    public Bytes peekNextKey() {
        return stored.peekNextKey();
    }

    @Override
    public void close() {
        stored.close();
    }
}
