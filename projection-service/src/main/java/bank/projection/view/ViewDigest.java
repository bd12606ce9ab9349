package bank.projection.view;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * What the view of one partition has of the events up to a place in each of their topics, in two numbers and a hash. Two
 * views have the same if and only if their rows of these events are the same, byte by byte.
 *
 * @param counts what the last of these events counted
 * @param rows how many rows there are
 * @param sha256 over all of them: type by type, kind by kind, in the order of their keys, each key and each value as its
 *     length in four bytes and itself; in base64url
 */
public record ViewDigest(Counts counts, long rows, String sha256) {

    /** Reads all rows; {@code ends} are the offsets behind the last event that counts, by aggregate type. */
    public static ViewDigest of(ViewRows view, Map<String, Long> ends) throws InterruptedException {
        MessageDigest digest = newDigest();
        Counts counts = Counts.NONE;
        long rows = 0;
        for (String type : new TreeSet<>(ends.keySet())) {
            long end = ends.getOrDefault(type, 0L);
            counts = counts.plus(counts(view, type, end));
            for (RowKind kind : RowKind.values()) {
                try (var found = new RowsBefore(view, kind, type, end)) {
                    for (var row = found.next(); row != null; row = found.next()) {
                        add(digest, row);
                        rows++;
                    }
                }
            }
        }
        return new ViewDigest(
                counts, rows, Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
    }

    private static Counts counts(ViewRows view, String type, long end) {
        return end == 0
                ? Counts.NONE
                : view.lastLog(type, end - 1).map(LogRow::counts).orElse(Counts.NONE);
    }

    private static void add(MessageDigest digest, KeyValue<Bytes, byte[]> row) {
        add(digest, row.key.get());
        add(digest, row.value);
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
