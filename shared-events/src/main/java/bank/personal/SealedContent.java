package bank.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bank.wire.ContentCipher;
import bank.wire.Place;
import bank.wire.SealedValueException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The outer layer over all content: AES-256-GCM with the place as associated data. A sealed value is the marker, the
 * form, the length of the name of its key (one byte) and that name, a salt (16 bytes), and what the cipher gives: nonce,
 * ciphertext, tag. The name is the record's key on the topic of subject keys; the key that seals is derived from that one
 * and the salt, and gets another salt long before random nonces under it may meet.
 */
public final class SealedContent implements ContentCipher {

    static final int SALT_BYTES = 16;
    private static final int NONCE_AND_TAG_BYTES = 12 + 16;
    private static final int NAME_AT = 3;
    private static final int OPENERS_MOST = 10_000;
    private static final Pattern KEY = Pattern.compile("([^/]+/\\.content)/([A-Za-z0-9_-]+)");

    private final boolean seals;
    private final Supplier<SubjectKey> own;
    private final Function<String, Optional<SubjectKey>> keys;
    private final Cache<String, AesGcmJce> openers =
            Caffeine.newBuilder().maximumSize(OPENERS_MOST).build();
    private volatile @Nullable Sealer sealer;

    /**
     * A cipher over these keys.
     *
     * @param seals whether it seals what is written, or writes it in clear and opens what was sealed before
     * @param own the key to seal with, for which it may wait
     * @param keys the key of a subject, for which it may wait
     */
    SealedContent(boolean seals, Supplier<SubjectKey> own, Function<String, Optional<SubjectKey>> keys) {
        this.seals = seals;
        this.own = own;
        this.keys = keys;
    }

    @Override
    public boolean seals() {
        return seals;
    }

    @Override
    public byte[] seal(Place place, byte[] clear) {
        if (!seals) {
            return clear;
        }
        Sealer now = sealer;
        if (now == null || now.isSpent()) {
            now = new Sealer(own.get());
            sealer = now;
        }
        try {
            return now.seal(place, clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypting failed", e);
        }
    }

    @Override
    public byte[] open(Place place, byte[] stored) {
        if (!ContentCipher.isSealed(stored)) {
            return stored;
        }
        int name = stored.length > NAME_AT ? stored[NAME_AT - 1] & 0xFF : 0;
        int at = NAME_AT + name + SALT_BYTES;
        if (stored.length < at + NONCE_AND_TAG_BYTES) {
            throw new SealedValueException("The sealed value is too short");
        }
        try {
            return opener(stored, name).decrypt(Arrays.copyOfRange(stored, at, stored.length), place.bytes());
        } catch (GeneralSecurityException e) {
            throw new SealedValueException("The sealed value is damaged, or stood elsewhere when it was sealed", e);
        }
    }

    @Override
    public String blind(String text) {
        return seals ? own.get().fingerprint(text) : text;
    }

    private AesGcmJce opener(byte[] stored, int name) throws GeneralSecurityException {
        String nameAndSalt = new String(stored, NAME_AT, name + SALT_BYTES, ISO_8859_1);
        AesGcmJce known = openers.getIfPresent(nameAndSalt);
        if (known != null) {
            return known;
        }
        byte[] salt = Arrays.copyOfRange(stored, NAME_AT + name, NAME_AT + name + SALT_BYTES);
        var opener = new AesGcmJce(key(nameAndSalt.substring(0, name)).contentKey(salt));
        openers.put(nameAndSalt, opener);
        return opener;
    }

    private SubjectKey key(String name) {
        var form = KEY.matcher(name);
        return (form.matches() ? keys.apply(form.group(1)) : Optional.<SubjectKey>empty())
                .filter(key -> key.name().equals(name))
                .orElseThrow(() -> new SealedValueException("The key of the sealed value is not there"));
    }
}
