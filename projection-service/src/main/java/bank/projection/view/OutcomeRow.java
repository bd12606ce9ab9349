package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;

/**
 * What is known of a command that nobody waited for.
 *
 * @param millis when that became known; the row is kept for a time from then on
 * @param json the reply as it stands on the topic, or only that it is pending
 */
public record OutcomeRow(long millis, String json) {

    private static final String PENDING = "pending";

    static OutcomeRow read(byte[] row) {
        return new OutcomeRow(
                ByteBuffer.wrap(row).getLong(), new String(row, Long.BYTES, row.length - Long.BYTES, UTF_8));
    }

    byte[] bytes() {
        byte[] text = json.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(millis)
                .put(text)
                .array();
    }

    /** The outcome as a tree. */
    public JsonNode tree() {
        return Json.read(json, JsonNode.class);
    }

    /** Whether the tree of an outcome says that there is none yet. */
    public static boolean isPending(JsonNode tree) {
        return PENDING.equals(tree.path("status").textValue());
    }
}
