package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.processor.Store.Expired;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** The keys of the local store: slot, kind of row, and the rest. */
final class StoreKeys {

    private static final byte RECORD = 'r';
    private static final byte EXPIRY = 'x';
    private static final byte POSITION = 'p';
    private static final byte MARK = 'm';

    private StoreKeys() {}

    static byte[] position(Slot slot) {
        return key(slot, POSITION, new byte[0]);
    }

    static byte[] record(Slot slot, String recordKey) {
        return key(slot, RECORD, recordKey.getBytes(UTF_8));
    }

    static byte[] mark(Slot slot, String recordKey) {
        return key(slot, MARK, recordKey.getBytes(UTF_8));
    }

    /** What all keys of expiries begin with. */
    static byte[] expiries(Slot slot) {
        return key(slot, EXPIRY, new byte[0]);
    }

    /** In the order of their times. */
    static byte[] expiry(Slot slot, Expired expired) {
        byte[] recordKey = expired.recordKey().getBytes(UTF_8);
        return key(
                slot,
                EXPIRY,
                ByteBuffer.allocate(Long.BYTES + recordKey.length)
                        .putLong(expired.at().toEpochMilli())
                        .put(recordKey)
                        .array());
    }

    /** Reads the rest of an expiry's key. */
    static Expired expired(ByteBuffer rest) {
        Instant at = Instant.ofEpochMilli(rest.getLong());
        return new Expired(at, UTF_8.decode(rest).toString());
    }

    /** Before all keys of the slot. */
    static byte[] first(Slot slot) {
        return key(slot, (byte) 0, new byte[0]);
    }

    /** Behind all keys of the slot. */
    static byte[] last(Slot slot) {
        return key(slot, Byte.MAX_VALUE, new byte[0]);
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
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
}
