package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What this instance has read of the topic of subject keys, on its disk: the key of each subject, wrapped, or that it is
 * forgotten, and how far it read. A cache of the topic and nothing else. Thread-safe; after closing, it answers as if
 * empty.
 */
final class SubjectKeyStore implements AutoCloseable {

    private static final byte[] TOPIC_ID = {'t'};
    private static final byte ROW = 'r';
    private static final byte POSITION = 'p';
    private static final byte MASTER = 'm';
    private static final byte[] TO_ERASE = {'e'};
    private static final byte[] BEHIND_ROWS = {ROW + 1};
    private static final byte[] BEHIND_ALL = {(byte) 0xff};
    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int LOG_FILES = 2;

    private final RocksDB db;
    private final Options options;
    private final WriteOptions writing = new WriteOptions();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private SubjectKeyStore(RocksDB db, Options options) {
        this.db = db;
        this.options = options;
    }

    static SubjectKeyStore open(Path folder) {
        RocksDB.loadLibrary();
        var options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setKeepLogFileNum(LOG_FILES);
        try {
            Files.createDirectories(folder);
            var store = new SubjectKeyStore(RocksDB.open(options, folder.toString()), options);
            // The process may have died before it was done.
            store.erase();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("Cannot open the store of subject keys in " + folder, e);
        }
    }

    Optional<KeyRow> find(String subject) {
        return reading(db ->
                Optional.ofNullable(get(db, StoreBytes.key(ROW, subject))).map(bytes -> KeyRow.read(subject, bytes)));
    }

    /** The keys of all subjects that are not forgotten. */
    void forEachKey(Consumer<KeyRow> action) {
        forEach(ROW, (subject, bytes) -> {
            KeyRow row = KeyRow.read(subject, bytes);
            if (!row.isForgotten()) {
                action.accept(row);
            }
        });
    }

    /** The ids of the master keys that keys are wrapped with. */
    Set<String> masters() {
        Set<String> ids = new TreeSet<>();
        forEach(MASTER, (id, count) -> {
            if (StoreBytes.number(count) > 0) {
                ids.add(id);
            }
        });
        return ids;
    }

    private void forEach(byte kind, BiConsumer<String, byte[]> action) {
        var _ = reading(db -> {
            try (RocksIterator rows = db.newIterator()) {
                for (rows.seek(new byte[] {kind}); rows.isValid() && rows.key()[0] == kind; rows.next()) {
                    action.accept(StoreBytes.name(rows.key()), rows.value());
                }
            }
            return Optional.empty();
        });
    }

    Optional<String> topicId() {
        return reading(db -> Optional.ofNullable(get(db, TOPIC_ID)).map(bytes -> new String(bytes, UTF_8)));
    }

    Optional<Long> position(int partition) {
        return reading(db -> Optional.ofNullable(get(db, StoreBytes.key(POSITION, partition)))
                .map(StoreBytes::number));
    }

    /** Whether no key that has gone away is still on the disk. */
    boolean isErased() {
        return reading(db -> Optional.of(get(db, TO_ERASE) == null)).orElse(false);
    }

    /** Forgets all and begins anew for that topic. */
    void reset(String topicId) {
        write(batch -> {
            batch.deleteRange(new byte[0], BEHIND_ALL);
            batch.put(TOPIC_ID, topicId.getBytes(UTF_8));
            batch.put(TO_ERASE, TO_ERASE);
        });
        erase();
    }

    /**
     * Takes what was read and how far, both or neither; an empty row is one to remove. Keys that go away are gone from the
     * disk when this returns.
     */
    void apply(Map<String, Optional<KeyRow>> rows, Map<Integer, Long> positions) {
        Map<String, Long> masters = new HashMap<>();
        write(batch -> {
            for (var entry : rows.entrySet()) {
                put(batch, entry.getKey(), entry.getValue(), masters);
            }
            for (var entry : masters.entrySet()) {
                byte[] key = StoreBytes.key(MASTER, entry.getKey());
                long before = Optional.ofNullable(get(db, key))
                        .map(StoreBytes::number)
                        .orElse(0L);
                batch.put(key, StoreBytes.bytes(before + entry.getValue()));
            }
            for (var entry : positions.entrySet()) {
                batch.put(StoreBytes.key(POSITION, entry.getKey()), StoreBytes.bytes(entry.getValue()));
            }
        });
        erase();
    }

    private void put(WriteBatch batch, String subject, Optional<KeyRow> row, Map<String, Long> masters)
            throws RocksDBException {
        Optional<String> before = find(subject).flatMap(KeyRow::master);
        Optional<String> after = row.flatMap(KeyRow::master);
        before.ifPresent(master -> masters.merge(master, -1L, Long::sum));
        after.ifPresent(master -> masters.merge(master, 1L, Long::sum));
        if (before.isPresent() && after.isEmpty()) {
            batch.put(TO_ERASE, TO_ERASE);
        }
        if (row.isPresent()) {
            batch.put(StoreBytes.key(ROW, subject), row.get().bytes());
        } else {
            batch.delete(StoreBytes.key(ROW, subject));
        }
    }

    /** RocksDB keeps what was overwritten until it compacts its files. */
    private void erase() {
        var _ = reading(db -> {
            if (get(db, TO_ERASE) != null) {
                try (var flush = new FlushOptions().setWaitForFlush(true);
                        var all = new CompactRangeOptions()
                                .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
                    db.flush(flush);
                    db.compactRange(db.getDefaultColumnFamily(), new byte[] {ROW}, BEHIND_ROWS, all);
                    db.delete(TO_ERASE);
                } catch (RocksDBException e) {
                    throw new IllegalStateException("Cannot erase keys from their store", e);
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                db.close();
                options.close();
                writing.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** RocksDB ends the whole process where it is used after it was closed. */
    private <T> Optional<T> reading(Function<RocksDB, Optional<T>> read) {
        lock.readLock().lock();
        try {
            return closed ? Optional.empty() : read.apply(db);
        } finally {
            lock.readLock().unlock();
        }
    }

    @FunctionalInterface
    private interface Change {
        void to(WriteBatch batch) throws RocksDBException;
    }

    private void write(Change change) {
        lock.readLock().lock();
        try (var batch = new WriteBatch()) {
            if (!closed) {
                change.to(batch);
                db.write(writing, batch);
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException("Cannot write to the store of subject keys", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static byte @Nullable [] get(RocksDB db, byte[] key) {
        try {
            return db.get(key);
        } catch (RocksDBException e) {
            throw new IllegalStateException("Cannot read the store of subject keys", e);
        }
    }
}
