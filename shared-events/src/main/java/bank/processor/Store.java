package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.ContentCipher;
import bank.wire.Json;
import bank.wire.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The local store: what the snapshot topics hold of the slots of this instance, and how far it has read them. A cache:
 * where it disagrees with the log, it is thrown away. Thread-safe.
 */
final class Store implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Path folder;
    private final ContentCipher content;
    private final Options options;
    private final WriteOptions unsynced = new WriteOptions();
    private final RocksDB db;
    private volatile @Nullable RocksDBException damage;

    private Store(Path folder, ContentCipher content, Options options, RocksDB db) {
        this.folder = folder;
        this.content = content;
        this.options = options;
        this.db = db;
    }

    /** Opens the store in the folder; a damaged one is thrown away, for the log has all that it had. */
    static Store open(Path folder, ContentCipher content) {
        var options = new Options().setCreateIfMissing(true).setWriteBufferSize(WRITE_BUFFER_BYTES);
        try {
            Files.createDirectories(folder);
            return new Store(folder, content, options, StoreFiles.open(folder, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new StoreException("Cannot open the local store in " + folder, e);
        }
    }

    private StoreException failed(String message, RocksDBException e) {
        if (StoreFiles.isDamage(e)) {
            damage = e;
        }
        return new StoreException(message, e);
    }

    /** This store, or if its files have turned out to be damaged, an empty one in its place; nobody may be using it. */
    Store orAnew() {
        RocksDBException found = damage;
        if (found == null) {
            return this;
        }
        close();
        try {
            StoreFiles.throwAway(folder, found);
        } catch (RocksDBException e) {
            throw new StoreException("Cannot throw away the local store in " + folder, e);
        }
        return open(folder, content);
    }

    /**
     * How far the store has read a slot's snapshot topic.
     *
     * @param topicId the topic's id: a topic made anew under the same name is another one
     * @param nextOffset the offset to go on from
     * @param lastOffset the offset of the last record taken in
     * @param lastDigest what that record was, to find a log that is no longer the same
     */
    record Position(String topicId, long nextOffset, long lastOffset, String lastDigest) {}

    Optional<Position> position(Slot slot) {
        return get(StoreKeys.position(slot)).map(bytes -> Json.read(bytes, Position.class));
    }

    /** The value of a record of the slot's snapshot topic in clear, by its key. */
    Optional<byte[]> record(Slot slot, String recordKey) {
        return get(StoreKeys.record(slot, recordKey)).map(stored -> opened(slot, recordKey, stored));
    }

    /** The value as it is stored, if it is marked: the topic does not have it as new. */
    Optional<byte[]> markedRecord(Slot slot, String recordKey) {
        return get(StoreKeys.mark(slot, recordKey)).flatMap(_ -> get(StoreKeys.record(slot, recordKey)));
    }

    /** A row's value as the store and the topic hold it. */
    byte[] sealed(Slot slot, String recordKey, String json) {
        return content.seal(Place.snapshot(slot.type(), recordKey), json.getBytes(UTF_8));
    }

    byte[] opened(Slot slot, String recordKey, byte[] stored) {
        return content.open(Place.snapshot(slot.type(), recordKey), stored);
    }

    private Optional<byte[]> get(byte[] key) {
        try {
            return Optional.ofNullable(db.get(key));
        } catch (RocksDBException e) {
            throw failed("Cannot read the local store", e);
        }
    }

    /** All that {@code changes} does becomes visible and stays at once or not at all. */
    void write(Consumer<Changes> changes) {
        try (var batch = new WriteBatch()) {
            changes.accept(new Changes(this, batch));
            db.write(unsynced, batch);
        } catch (RocksDBException e) {
            throw failed("Cannot write the local store", e);
        }
    }

    /** What one atomic write does; values are as the topic holds them. */
    record Changes(Store store, WriteBatch batch) {

        void put(Slot slot, String recordKey, byte[] value) throws StoreException {
            put(StoreKeys.record(slot, recordKey), value);
            if (IdempotencyRecord.isKey(recordKey)) {
                Instant expires = IdempotencyRecord.expires(store.opened(slot, recordKey, value));
                put(StoreKeys.expiry(slot, new Expired(expires, recordKey)), new byte[0]);
            }
        }

        /** What the topic does not have as new. */
        void putMarked(Slot slot, String recordKey, byte[] value) {
            put(StoreKeys.record(slot, recordKey), value);
            put(StoreKeys.mark(slot, recordKey), new byte[0]);
        }

        void unmark(Slot slot, String recordKey) {
            delete(StoreKeys.mark(slot, recordKey));
        }

        void delete(Slot slot, String recordKey) {
            delete(StoreKeys.record(slot, recordKey));
        }

        void deleteExpiry(Slot slot, Expired expired) {
            delete(StoreKeys.expiry(slot, expired));
        }

        private void delete(byte[] key) {
            try {
                batch.delete(key);
            } catch (RocksDBException e) {
                throw new StoreException("Cannot write the local store", e);
            }
        }

        void position(Slot slot, Position position) {
            put(StoreKeys.position(slot), Json.write(position).getBytes(UTF_8));
        }

        private void put(byte[] key, byte[] value) {
            try {
                batch.put(key, value);
            } catch (RocksDBException e) {
                throw new StoreException("Cannot write the local store", e);
            }
        }
    }

    /** An idempotency record whose time is over. */
    record Expired(Instant at, String recordKey) {}

    /** The first of the slot's idempotency records that expired before {@code now}. */
    List<Expired> expired(Slot slot, Instant now, int most) {
        byte[] prefix = StoreKeys.expiries(slot);
        return scan(prefix, prefix, most, StoreKeys::expired, row -> row.at().isBefore(now));
    }

    /** The first marked keys behind {@code after}. */
    List<String> markedKeys(Slot slot, String after, int most) {
        byte[] from = StoreKeys.mark(slot, after + '\0');
        return scan(
                from, StoreKeys.mark(slot, ""), most, key -> UTF_8.decode(key).toString(), _ -> true);
    }

    /** What the keys with the prefix say, from a place on, as long as it is wanted. */
    private <T> List<T> scan(byte[] from, byte[] prefix, int most, Function<ByteBuffer, T> read, Predicate<T> wanted) {
        List<T> found = new ArrayList<>();
        try (RocksIterator rows = db.newIterator()) {
            for (rows.seek(from); rows.isValid() && found.size() < most; rows.next()) {
                byte[] key = rows.key();
                if (!StoreKeys.startsWith(key, prefix)) {
                    break;
                }
                T row = read.apply(ByteBuffer.wrap(key, prefix.length, key.length - prefix.length));
                if (!wanted.test(row)) {
                    break;
                }
                found.add(row);
            }
            // Where its files are damaged, it ends like at the last row.
            rows.status();
        } catch (RocksDBException e) {
            throw failed("Cannot read the local store", e);
        }
        return found;
    }

    /** Throws away all that the store has of the slot. */
    void drop(Slot slot) {
        try {
            db.deleteRange(StoreKeys.first(slot), StoreKeys.last(slot));
        } catch (RocksDBException e) {
            throw failed("Cannot write the local store", e);
        }
    }

    @Override
    public void close() {
        db.close();
        unsynced.close();
        options.close();
    }
}
