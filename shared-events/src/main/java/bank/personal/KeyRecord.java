package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The key of a record on the topic of subject keys: {@code SUBJECT/KEY_ID}, and {@code SUBJECT/forgotten} for the marker
 * of a forgotten subject. It lives in the partition of its subject.
 */
record KeyRecord(String subject, String keyId) {

    private static final String FORGOTTEN = "forgotten";

    static KeyRecord marker(String subject) {
        return new KeyRecord(subject, FORGOTTEN);
    }

    static KeyRecord parse(byte @Nullable [] recordKey) {
        if (recordKey == null) {
            throw new IllegalArgumentException("No key");
        }
        String text = new String(recordKey, UTF_8);
        int slash = text.lastIndexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("Not SUBJECT/KEY_ID");
        }
        return new KeyRecord(text.substring(0, slash), text.substring(slash + 1));
    }

    boolean isMarker() {
        return keyId.equals(FORGOTTEN);
    }

    String text() {
        return subject + "/" + keyId;
    }
}
