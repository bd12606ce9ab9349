package bank.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bank.wire.ContentCipher;
import bank.wire.Place;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;

/** One salt, the key that is derived with it, and how often that may still be used. Thread-safe. */
final class Sealer {

    /** With random nonces of 96 bits, NIST SP 800-38D allows 2^32. */
    private static final int USES_MOST = 1 << 30;

    private final byte[] prefix;
    private final AesGcmJce cipher;
    private final AtomicInteger uses = new AtomicInteger();

    Sealer(SubjectKey key) {
        byte[] salt = Random.randBytes(SealedContent.SALT_BYTES);
        byte[] name = key.name().getBytes(US_ASCII);
        prefix = ByteBuffer.allocate(3 + name.length + salt.length)
                .put(ContentCipher.MARKER)
                .put(ContentCipher.FORM)
                .put((byte) name.length)
                .put(name)
                .put(salt)
                .array();
        try {
            cipher = new AesGcmJce(key.contentKey(salt));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    boolean isSpent() {
        return uses.get() >= USES_MOST;
    }

    byte[] seal(Place place, byte[] clear) throws GeneralSecurityException {
        uses.incrementAndGet();
        byte[] sealed = cipher.encrypt(clear, place.bytes());
        return ByteBuffer.allocate(prefix.length + sealed.length)
                .put(prefix)
                .put(sealed)
                .array();
    }
}
