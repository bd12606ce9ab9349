package bank.cli;

import bank.wire.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The state of a whole bank at a time, as one number.
 *
 * @param time the time
 * @param isFinal whether it can no longer change
 * @param sha256 over the text of the snapshot, in base64url; empty where it is not final, as it is not read then
 */
record SnapshotDigest(String time, boolean isFinal, String sha256) {

    /** Of that time; of now where it is empty. */
    static SnapshotDigest of(HttpBank bank, String time) {
        String query = time.isEmpty() ? "" : "?as_of=" + Paths.segment(time);
        MessageDigest digest = sha256Digest();
        return bank.stream("/api/queries/snapshot" + query, body -> {
            try (var bytes = new DigestInputStream(body, digest);
                    JsonParser text = Json.MAPPER.getFactory().createParser(bytes)) {
                return read(text, bytes, digest);
            }
        });
    }

    /** The first two fields say what it is; only what is final is worth its reading. */
    private static SnapshotDigest read(JsonParser text, InputStream bytes, MessageDigest digest) throws IOException {
        String time = "";
        while (text.nextToken() != null) {
            if (text.currentToken() == JsonToken.VALUE_STRING) {
                time = text.getText();
            } else if (text.currentToken() == JsonToken.VALUE_FALSE) {
                return new SnapshotDigest(time, false, "");
            } else if (text.currentToken() == JsonToken.VALUE_TRUE) {
                bytes.transferTo(OutputStream.nullOutputStream());
                return new SnapshotDigest(
                        time, true, Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
            }
        }
        throw new IOException("A snapshot must say whether it is final");
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
