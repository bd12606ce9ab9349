package bank.command.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a request says, so written that two requests have the same text only if they ask the same. Not thread-safe. */
public final class Canonical {

    private final StringBuilder text;

    Canonical(String what) {
        text = new StringBuilder(what);
    }

    public Canonical add(String field, String value) {
        text.append('\n')
                .append(field)
                .append(' ')
                .append(value.length())
                .append(' ')
                .append(value);
        return this;
    }

    /** The text; it may hold personal data, so only its HMAC may leave the process. */
    public String text() {
        return text.toString();
    }

    /** What stands for a request without personal data: SHA-256 in base64url. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
