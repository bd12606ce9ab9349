package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the rows of the one store. The first byte says what kind of row it is; numbers are big-endian and names
 * end with a zero, so that the order of the keys is the order of what they stand for.
 */
public final class RowKeys {

    private static final byte AGGREGATE = 'a';
    private static final byte EVENT = 'e';
    private static final byte COUNTS = 'n';
    private static final byte OUTCOME = 'o';
    private static final byte PARKED = 'p';
    private static final byte TRANSACTION = 't';
    private static final byte EXPIRY = 'x';

    private static final int TIME_BYTES = Long.BYTES + Integer.BYTES;

    private RowKeys() {}

    /** All keys from one to another, both included. */
    public record Range(Bytes from, Bytes to) {}

    static Bytes aggregate(StreamId stream) {
        return of(AGGREGATE, stream);
    }

    /** All aggregates of a type behind the one given, in the order of their keys. */
    public static Range aggregatesAfter(String type, String streamKey) {
        byte[] from = named(AGGREGATE, type, streamKey.getBytes(UTF_8));
        return new Range(next(from), Bytes.wrap(named(AGGREGATE, type, new byte[] {Byte.MAX_VALUE})));
    }

    /** The stream of an aggregate's row, or of a mark that it is parked. */
    public static StreamId stream(Bytes key) {
        byte[] row = key.get();
        int end = 1;
        while (row[end] != 0) {
            end++;
        }
        String type = new String(row, 1, end - 1, UTF_8);
        return StreamId.ofKey(type, new String(row, end + 1, row.length - end - 1, UTF_8));
    }

    static Bytes event(StreamId stream, long version) {
        return Bytes.wrap(eventKey(stream, version));
    }

    /** The events of a stream from one version to another, both included. */
    public static Range events(StreamId stream, long from, long to) {
        return new Range(event(stream, from), event(stream, to));
    }

    static Bytes counts(String type) {
        return Bytes.wrap(named(COUNTS, type, new byte[0]));
    }

    static Bytes parked(StreamId stream) {
        return of(PARKED, stream);
    }

    static Bytes parkedOfAll() {
        return Bytes.wrap(new byte[] {PARKED});
    }

    static Bytes transaction(Instant time, StreamId stream, long version) {
        byte[] event = eventKey(stream, version);
        return Bytes.wrap(ByteBuffer.allocate(TIME_BYTES + event.length)
                .put(TRANSACTION)
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .put(event, 1, event.length - 1)
                .array());
    }

    /** All transactions. */
    public static Range transactions() {
        return new Range(Bytes.wrap(new byte[] {TRANSACTION}), Bytes.wrap(new byte[] {TRANSACTION, Byte.MAX_VALUE}));
    }

    /** All transactions before the one with that key. */
    public static Range transactionsBefore(byte[] key) {
        byte[] before = key.clone();
        ByteBuffer version = ByteBuffer.wrap(before, before.length - Long.BYTES, Long.BYTES);
        version.putLong(before.length - Long.BYTES, version.getLong(before.length - Long.BYTES) - 1);
        return new Range(transactions().from(), Bytes.wrap(before));
    }

    /** The key of the event that a transaction's row points to. */
    public static Bytes eventOf(Bytes transaction) {
        byte[] key = transaction.get();
        return Bytes.wrap(ByteBuffer.allocate(key.length - TIME_BYTES)
                .put(EVENT)
                .put(key, 1 + TIME_BYTES, key.length - 1 - TIME_BYTES)
                .array());
    }

    /** The stream of an event's key. */
    public static StreamId streamOfEvent(Bytes event) {
        byte[] key = event.get();
        return stream(Bytes.wrap(Arrays.copyOf(key, key.length - 1 - Long.BYTES)));
    }

    /** Whether the bytes are of the form of a transaction's key. */
    public static boolean isTransaction(byte[] key) {
        int version = key.length - Long.BYTES;
        return version > 1 + TIME_BYTES
                && key[0] == TRANSACTION
                && key[version - 1] == 0
                && ByteBuffer.wrap(key).getLong(version) > 0;
    }

    static Bytes outcome(String commandId) {
        byte[] id = commandId.getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + id.length).put(OUTCOME).put(id).array());
    }

    static Bytes expiry(long millis, String commandId) {
        byte[] id = commandId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + id.length)
                .put(EXPIRY)
                .putLong(millis)
                .put(id)
                .array());
    }

    static Range expiriesBefore(long millis) {
        return new Range(expiry(0, ""), expiry(millis, ""));
    }

    static String commandOf(Bytes expiry) {
        byte[] key = expiry.get();
        return new String(key, 1 + Long.BYTES, key.length - 1 - Long.BYTES, UTF_8);
    }

    private static Bytes of(byte kind, StreamId stream) {
        return Bytes.wrap(named(kind, stream.type(), stream.key().getBytes(UTF_8)));
    }

    private static byte[] eventKey(StreamId stream, long version) {
        byte[] type = stream.type().getBytes(UTF_8);
        byte[] key = stream.key().getBytes(UTF_8);
        return ByteBuffer.allocate(1 + type.length + 1 + key.length + 1 + Long.BYTES)
                .put(EVENT)
                .put(type)
                .put((byte) 0)
                .put(key)
                .put((byte) 0)
                .putLong(version)
                .array();
    }

    private static byte[] named(byte kind, String name, byte[] rest) {
        byte[] type = name.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + type.length + 1 + rest.length)
                .put(kind)
                .put(type)
                .put((byte) 0)
                .put(rest)
                .array();
    }

    /** The first key behind this one. */
    private static Bytes next(byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(key.length + 1).put(key).array());
    }
}
