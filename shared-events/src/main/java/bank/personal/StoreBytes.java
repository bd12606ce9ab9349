package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** How keys and numbers stand in the store of subject keys: a key begins with a letter that says of what kind it is. */
final class StoreBytes {

    private StoreBytes() {}

    static byte[] key(byte kind, String name) {
        byte[] text = name.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + text.length).put(kind).put(text).array();
    }

    /** The name that is in a key. */
    static String name(byte[] key) {
        return new String(key, 1, key.length - 1, UTF_8);
    }

    static byte[] key(byte kind, int number) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put(kind).putInt(number).array();
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
