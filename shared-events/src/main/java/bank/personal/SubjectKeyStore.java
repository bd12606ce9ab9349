package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What this instance has read of the topic of subject keys, on its disk: the first key of each subject, wrapped, and
 * how far it read. A cache of the topic and nothing else. Thread-safe; after closing, it answers as if empty.
 */
final class SubjectKeyStore implements AutoCloseable {

    private static final byte[] TOPIC_ID = {'t'};
    private static final byte ROW = 'r';
    private static final byte POSITION = 'p';
    private static final byte[] BEHIND_ALL = {(byte) 0xff};
    private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int LOG_FILES = 2;

    private final RocksDB db;
    private final Options options;
    private final WriteOptions writing = new WriteOptions();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** A subject's key: the record's key and value as they stand on the topic. */
    record Row(KeyRecord key, String value) {}

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
            return new SubjectKeyStore(RocksDB.open(options, folder.toString()), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("Cannot open the store of subject keys in " + folder, e);
        }
    }

    Optional<Row> find(String subject) {
        return reading(db -> Optional.ofNullable(get(db, rowKey(subject))).map(bytes -> decode(subject, bytes)));
    }

    /** Any row at all. */
    Optional<Row> any() {
        return reading(db -> {
            try (RocksIterator rows = db.newIterator()) {
                rows.seek(new byte[] {ROW});
                return rows.isValid() && rows.key()[0] == ROW
                        ? Optional.of(decode(new String(rows.key(), 1, rows.key().length - 1, UTF_8), rows.value()))
                        : Optional.empty();
            }
        });
    }

    Optional<String> topicId() {
        return reading(db -> Optional.ofNullable(get(db, TOPIC_ID)).map(bytes -> new String(bytes, UTF_8)));
    }

    Optional<Long> position(int partition) {
        return reading(db -> Optional.ofNullable(get(db, positionKey(partition)))
                .map(bytes -> ByteBuffer.wrap(bytes).getLong()));
    }

    /** Forgets all and begins anew for that topic. */
    void reset(String topicId) {
        write(batch -> {
            batch.deleteRange(new byte[0], BEHIND_ALL);
            batch.put(TOPIC_ID, topicId.getBytes(UTF_8));
        });
    }

    /** Takes what was read and how far, both or neither; an empty row is one to remove. */
    void apply(Map<String, Optional<Row>> rows, Map<Integer, Long> positions) {
        write(batch -> {
            for (var entry : rows.entrySet()) {
                byte[] key = rowKey(entry.getKey());
                if (entry.getValue().isPresent()) {
                    batch.put(key, encode(entry.getValue().get()));
                } else {
                    batch.delete(key);
                }
            }
            for (var entry : positions.entrySet()) {
                batch.put(
                        positionKey(entry.getKey()),
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(entry.getValue())
                                .array());
            }
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

    private static byte[] rowKey(String subject) {
        byte[] text = subject.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + text.length).put(ROW).put(text).array();
    }

    private static byte[] positionKey(int partition) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(POSITION)
                .putInt(partition)
                .array();
    }

    /** The key's id, a line's end, the value. */
    private static byte[] encode(Row row) {
        return (row.key().keyId() + "\n" + row.value()).getBytes(UTF_8);
    }

    private static Row decode(String subject, byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf('\n');
        return new Row(new KeyRecord(subject, text.substring(0, end)), text.substring(end + 1));
    }
}
