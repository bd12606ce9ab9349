package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Json;
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

    private static final byte RECORD = 'r';
    private static final byte EXPIRY = 'x';
    private static final byte POSITION = 'p';
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Path folder;
    private final Options options;
    private final WriteOptions unsynced = new WriteOptions();
    private final RocksDB db;
    private volatile @Nullable RocksDBException damage;

    private Store(Path folder, Options options, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.db = db;
    }

    /** Opens the store in the folder; a damaged one is thrown away, for the log has all that it had. */
    static Store open(Path folder) {
        var options = new Options().setCreateIfMissing(true).setWriteBufferSize(WRITE_BUFFER_BYTES);
        try {
            Files.createDirectories(folder);
            return new Store(folder, options, StoreFiles.open(folder, options));
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
        return open(folder);
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
        return get(key(slot, POSITION, new byte[0])).map(bytes -> Json.read(bytes, Position.class));
    }

    /** The value of a record of the slot's snapshot topic, by its key. */
    Optional<byte[]> record(Slot slot, String recordKey) {
        return get(key(slot, RECORD, recordKey.getBytes(UTF_8)));
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
            changes.accept(new Changes(batch));
            db.write(unsynced, batch);
        } catch (RocksDBException e) {
            throw failed("Cannot write the local store", e);
        }
    }

    /** What one atomic write does. */
    record Changes(WriteBatch batch) {

        void put(Slot slot, String recordKey, byte[] value) throws StoreException {
            byte[] key = recordKey.getBytes(UTF_8);
            put(key(slot, RECORD, key), value);
            if (IdempotencyRecord.isKey(recordKey)) {
                put(expiryKey(slot, IdempotencyRecord.read(value).expires(), key), new byte[0]);
            }
        }

        void delete(Slot slot, String recordKey) {
            try {
                batch.delete(key(slot, RECORD, recordKey.getBytes(UTF_8)));
            } catch (RocksDBException e) {
                throw new StoreException("Cannot write the local store", e);
            }
        }

        void deleteExpiry(Slot slot, Expired expired) {
            try {
                batch.delete(expiryKey(slot, expired.at(), expired.recordKey().getBytes(UTF_8)));
            } catch (RocksDBException e) {
                throw new StoreException("Cannot write the local store", e);
            }
        }

        void position(Slot slot, Position position) {
            put(key(slot, POSITION, new byte[0]), Json.write(position).getBytes(UTF_8));
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
        byte[] prefix = key(slot, EXPIRY, new byte[0]);
        List<Expired> found = new ArrayList<>();
        try (RocksIterator rows = db.newIterator()) {
            for (rows.seek(prefix); rows.isValid() && found.size() < most; rows.next()) {
                @Nullable Expired row = expiry(prefix, rows.key());
                if (row == null || !row.at().isBefore(now)) {
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

    private static @Nullable Expired expiry(byte[] prefix, byte[] key) {
        if (key.length < prefix.length + Long.BYTES || !startsWith(key, prefix)) {
            return null;
        }
        ByteBuffer rest = ByteBuffer.wrap(key, prefix.length, key.length - prefix.length);
        Instant at = Instant.ofEpochMilli(rest.getLong());
        return new Expired(at, UTF_8.decode(rest).toString());
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Throws away all that the store has of the slot. */
    void drop(Slot slot) {
        byte[] from = key(slot, (byte) 0, new byte[0]);
        byte[] to = key(slot, Byte.MAX_VALUE, new byte[0]);
        try {
            db.deleteRange(from, to);
        } catch (RocksDBException e) {
            throw failed("Cannot write the local store", e);
        }
    }

    private static byte[] expiryKey(Slot slot, Instant at, byte[] recordKey) {
        return key(
                slot,
                EXPIRY,
                ByteBuffer.allocate(Long.BYTES + recordKey.length)
                        .putLong(at.toEpochMilli())
                        .put(recordKey)
                        .array());
    }

    /** The slot's name ends with a zero, so that no slot's keys begin like another's. */
    private static byte[] key(Slot slot, byte kind, byte[] rest) {
        byte[] type = slot.type().getBytes(UTF_8);
        return ByteBuffer.allocate(type.length + 1 + Integer.BYTES + 1 + rest.length)
                .put(type)
                .put((byte) 0)
                .putInt(slot.partition())
                .put(kind)
                .put(rest)
                .array();
    }

    @Override
    public void close() {
        db.close();
        unsynced.close();
        options.close();
    }
}
