package bank.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the values that carry content pass through on their way into topics and files, and back: events, commands,
 * replies, snapshots, rows of views. Keys and headers do not. Thread-safe.
 */
public interface ContentCipher {

    /** Bytes that no JSON and none of our rows begins with: the first occurs in no text of UTF-8. */
    byte MARKER = (byte) 0xFE;

    /** The form of what stands behind the marker. */
    byte FORM = 1;

    /** Whether it seals what is written from now on; what was sealed before it opens in any case. */
    boolean seals();

    /** The value as it is stored at that place. */
    byte[] seal(Place place, byte[] clear);

    /**
     * The value that was stored at that place, sealed or not.
     *
     * @throws SealedValueException if it is sealed and does not open: it was damaged, stood elsewhere, or its key is
     *     not there
     */
    byte[] open(Place place, byte[] stored);

    /** What stands in clear for a text, always the same; where values are sealed, the text cannot be guessed from it. */
    String blind(String text);

    /** Whether a stored value is sealed. */
    static boolean isSealed(byte @Nullable [] stored) {
        return stored != null && stored.length >= 2 && stored[0] == MARKER && stored[1] == FORM;
    }
}
