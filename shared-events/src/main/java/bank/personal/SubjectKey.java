package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Personal;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one subject: AES-256-GCM with the subject as associated data, so that a ciphertext moved to another
 * subject does not decrypt. A ciphertext is {@code v1.KEY_ID.BASE64URL} of a text, and {@code j1.KEY_ID.BASE64URL} of
 * any other JSON, whose text is encrypted.
 */
public final class SubjectKey implements PersonalCipher {

    private static final String TEXT = "v1";
    private static final String JSON = "j1";
    private static final int DERIVED_BYTES = 32;

    private final String subject;
    private final String id;
    private final byte[] key;

    SubjectKey(String subject, String id, byte[] key) {
        this.subject = subject;
        this.id = id;
        this.key = key.clone();
    }

    @Override
    public Personal encrypt(String clear) {
        return new Personal(encrypt(TEXT, clear));
    }

    @Override
    public Personal encrypt(JsonNode clear) {
        return clear.isTextual() ? encrypt(clear.textValue()) : new Personal(encrypt(JSON, Json.write(clear)));
    }

    private String encrypt(String form, String clear) {
        try {
            byte[] ciphertext = new AesGcmJce(key).encrypt(clear.getBytes(UTF_8), associated(form));
            return form + "." + id + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Encrypting failed", e);
        }
    }

    /** The datum in clear; a ciphertext of another key or subject, or a damaged one, throws. */
    public JsonNode decrypt(Personal personal) {
        String[] parts = personal.ciphertext().split("\\.", -1);
        if (parts.length != 3 || !parts[1].equals(id)) {
            throw new IllegalArgumentException("Not a ciphertext of this key");
        }
        return switch (parts[0]) {
            case TEXT -> TextNode.valueOf(clearText(TEXT, parts[2]));
            case JSON -> Json.read(clearText(JSON, parts[2]), JsonNode.class);
            default -> throw new IllegalArgumentException("Not a form of a ciphertext: " + parts[0]);
        };
    }

    private String clearText(String form, String ciphertext) {
        try {
            byte[] clear = new AesGcmJce(key).decrypt(Base64.getUrlDecoder().decode(ciphertext), associated(form));
            return new String(clear, UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The ciphertext is damaged or of another subject", e);
        }
    }

    /** A text that is passed off as JSON does not decrypt either. */
    private byte[] associated(String form) {
        return (form.equals(TEXT) ? subject : subject + "\n" + form).getBytes(UTF_8);
    }

    @Override
    public Optional<String> fingerprintOf(String text) {
        return Optional.of(fingerprint(text));
    }

    /** What stands for a text without telling it, for as long as the key is there: HMAC-SHA256 under this key. */
    public String fingerprint(String text) {
        try {
            byte[] derived = derived(new byte[0], "fingerprint");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derived, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    /** The key's name: that of its record on the topic of subject keys. */
    String name() {
        return new KeyRecord(subject, id).text();
    }

    /** The key that seals content with a salt. */
    byte[] contentKey(byte[] salt) throws GeneralSecurityException {
        return derived(salt, "content");
    }

    private byte[] derived(byte[] salt, String purpose) throws GeneralSecurityException {
        return Hkdf.computeHkdf("HmacSha256", key, salt, purpose.getBytes(UTF_8), DERIVED_BYTES);
    }
}
