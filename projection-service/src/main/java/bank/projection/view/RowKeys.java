package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the rows of the one store. The first byte says what kind of row it is; numbers are big-endian and names
 * end with a zero, so that the order of the keys is the order of what they stand for.
 */
public final class RowKeys {

    private static final byte AGGREGATE = 'a';
    private static final byte LOG = 'l';
    private static final byte OUTCOME = 'o';
    private static final byte PARKED = 'p';
    private static final byte VERSION = 'v';
    private static final byte EXPIRY = 'x';
    private static final byte LETTER = 'd';
    private static final byte LETTER_TIME = 'i';
    private static final byte SET_ASIDE = 's';
    private static final byte COMPLETE = 'c';

    private RowKeys() {}

    /** All keys from one to another, both included. */
    public record Range(Bytes from, Bytes to) {}

    /** All versions of all streams of a type. */
    static Range versionsOfAll(String type) {
        return ofAll(VERSION, type);
    }

    /** All marks that an event of a stream of that type was set aside. */
    static Range setAsideOfAll(String type) {
        return ofAll(SET_ASIDE, type);
    }

    /** All marks that a stream of that type is parked. */
    static Range parkedOfAll(String type) {
        return ofAll(PARKED, type);
    }

    /** Stream keys are of characters that come before the last of the bytes. */
    private static Range ofAll(byte kind, String type) {
        return new Range(
                Bytes.wrap(named(kind, type, new byte[0])), Bytes.wrap(named(kind, type, new byte[] {Byte.MAX_VALUE})));
    }

    /** The stream of a version's row, or of a mark that an event was set aside. */
    static StreamId streamOfNumbered(Bytes key) {
        return stream(Bytes.wrap(Arrays.copyOf(key.get(), key.get().length - Long.BYTES - 1)));
    }

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
        String type = type(key);
        int begin = 1 + type.length() + 1;
        return StreamId.ofKey(type, new String(row, begin, row.length - begin, UTF_8));
    }

    /** The type whose name stands behind the kind; names are of one byte each character. */
    static String type(Bytes key) {
        byte[] row = key.get();
        int end = 1;
        while (row[end] != 0) {
            end++;
        }
        return new String(row, 1, end - 1, UTF_8);
    }

    static Bytes version(StreamId stream, long version) {
        return numbered(VERSION, stream.type(), (stream.key() + '\0').getBytes(UTF_8), version);
    }

    /** A stream from one version to another, both included. */
    static Range versions(StreamId stream, long from, long to) {
        return new Range(version(stream, from), version(stream, to));
    }

    static boolean isLog(Bytes key) {
        return key.get()[0] == LOG;
    }

    static Bytes log(String type, long offset) {
        return numbered(LOG, type, new byte[0], offset);
    }

    /** The events of a type from one offset to another, both included. */
    static Range log(String type, long from, long to) {
        return new Range(log(type, from), log(type, to));
    }

    /** The version or the offset that a key ends with. */
    static long number(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }

    static Bytes parked(StreamId stream) {
        return of(PARKED, stream);
    }

    static Bytes parkedOfAll() {
        return Bytes.wrap(new byte[] {PARKED});
    }

    static Bytes outcome(String commandId) {
        byte[] id = commandId.getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + id.length).put(OUTCOME).put(id).array());
    }

    static Bytes expiry(long millis, String commandId) {
        return timed(EXPIRY, millis, commandId);
    }

    private static Bytes timed(byte kind, long millis, String id) {
        byte[] name = id.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + name.length)
                .put(kind)
                .putLong(millis)
                .put(name)
                .array());
    }

    static Range expiriesBefore(long millis) {
        return new Range(expiry(0, ""), expiry(millis, ""));
    }

    static String commandOf(Bytes expiry) {
        return idOfTimed(expiry);
    }

    private static String idOfTimed(Bytes timed) {
        byte[] key = timed.get();
        return new String(key, 1 + Long.BYTES, key.length - 1 - Long.BYTES, UTF_8);
    }

    static Bytes letter(long millis, String id) {
        return timed(LETTER, millis, id);
    }

    /** All dead letters behind the one whose place is given, in the order in which they were set aside. */
    public static Range lettersAfter(byte[] place) {
        byte[] from =
                ByteBuffer.allocate(1 + place.length).put(LETTER).put(place).array();
        return new Range(next(from), Bytes.wrap(new byte[] {LETTER + 1}));
    }

    /** Where a dead letter stands among all. */
    public static byte[] placeOfLetter(Bytes letter) {
        return Arrays.copyOfRange(letter.get(), 1, letter.get().length);
    }

    static boolean isLetter(Bytes key) {
        return key.get()[0] == LETTER;
    }

    /** The id of the dead letter whose row it is. */
    public static String letterId(Bytes letter) {
        return idOfTimed(letter);
    }

    static Bytes letterTime(String id) {
        return Bytes.wrap(ByteBuffer.allocate(1 + id.length())
                .put(LETTER_TIME)
                .put(id.getBytes(UTF_8))
                .array());
    }

    static Bytes setAside(StreamId stream, long offset) {
        return numbered(SET_ASIDE, stream.type(), (stream.key() + '\0').getBytes(UTF_8), offset);
    }

    static Range setAside(StreamId stream) {
        return new Range(setAside(stream, 0), setAside(stream, Long.MAX_VALUE));
    }

    /** The one mark of how new all rows are. */
    static Bytes complete() {
        return Bytes.wrap(new byte[] {COMPLETE});
    }

    static boolean isAggregate(Bytes key) {
        return key.get()[0] == AGGREGATE;
    }

    static boolean isVersion(Bytes key) {
        return key.get()[0] == VERSION;
    }

    private static Bytes of(byte kind, StreamId stream) {
        return Bytes.wrap(named(kind, stream.type(), stream.key().getBytes(UTF_8)));
    }

    private static Bytes numbered(byte kind, String name, byte[] rest, long number) {
        byte[] type = name.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + type.length + 1 + rest.length + Long.BYTES)
                .put(kind)
                .put(type)
                .put((byte) 0)
                .put(rest)
                .putLong(number)
                .array());
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
