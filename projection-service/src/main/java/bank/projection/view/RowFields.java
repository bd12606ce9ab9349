package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;

/** How the rows' fields stand in their bytes. */
final class RowFields {

    static final int INSTANT_BYTES = Long.BYTES + Integer.BYTES;

    private RowFields() {}

    static ByteBuffer put(ByteBuffer out, Instant time) {
        return out.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    static Instant instant(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    /** A text of at most 127 bytes, with its length. */
    static ByteBuffer put(ByteBuffer out, byte[] text) {
        return out.put((byte) text.length).put(text);
    }

    static String text(ByteBuffer in) {
        return text(in, in.get());
    }

    /** The text that fills the rest. */
    static String rest(ByteBuffer in) {
        return text(in, in.remaining());
    }

    private static String text(ByteBuffer in, int length) {
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, UTF_8);
    }
}
