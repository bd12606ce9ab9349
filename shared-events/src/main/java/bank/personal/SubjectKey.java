package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one subject: AES-256-GCM with the subject as associated data, so that a ciphertext moved to another
 * subject does not decrypt. A ciphertext is {@code v1.KEY_ID.BASE64URL}.
 */
public final class SubjectKey {

    private static final String FORM = "v1";
    private static final int HMAC_KEY_BYTES = 32;

    private final String subject;
    private final String id;
    private final byte[] key;

    SubjectKey(String subject, String id, byte[] key) {
        this.subject = subject;
        this.id = id;
        this.key = key.clone();
    }

    public String encrypt(String clear) {
        try {
            byte[] ciphertext = new AesGcmJce(key).encrypt(clear.getBytes(UTF_8), subject.getBytes(UTF_8));
            return FORM + "." + id + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypting failed", e);
        }
    }

    /** The clear text; a ciphertext of another key or subject, or a damaged one, throws. */
    public String decrypt(String ciphertext) {
        String[] parts = ciphertext.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(FORM) || !parts[1].equals(id)) {
            throw new IllegalArgumentException("Not a ciphertext of this key");
        }
        try {
            return new String(
                    new AesGcmJce(key).decrypt(Base64.getUrlDecoder().decode(parts[2]), subject.getBytes(UTF_8)),
                    UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The ciphertext is damaged or of another subject", e);
        }
    }

    /** What stands for a text without telling it, for as long as the key is there: HMAC-SHA256 under this key. */
    public String fingerprint(String text) {
        try {
            byte[] derived =
                    Hkdf.computeHkdf("HmacSha256", key, new byte[0], "fingerprint".getBytes(UTF_8), HMAC_KEY_BYTES);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derived, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }
}
