package bank.projection.view;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Envelope;
import bank.wire.EventJson;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * One event as the views keep it.
 *
 * @param offset where it stands in its partition of its topic
 * @param balanceAfter the balance that it left, if it moved money
 * @param json the event as {@link EventJson}, its personal data encrypted
 */
public record EventRow(long offset, Optional<BigDecimal> balanceAfter, String json) {

    static EventRow of(long offset, Envelope event, Optional<BigDecimal> balanceAfter) {
        return new EventRow(offset, balanceAfter, EventJson.write(event));
    }

    public static EventRow read(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        long offset = in.getLong();
        String balance = new String(row, Long.BYTES + 1, in.get(), US_ASCII);
        return new EventRow(
                offset,
                balance.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(balance)),
                text(row, Long.BYTES + 1 + balance.length()));
    }

    private static String text(byte[] row, int from) {
        return new String(row, from, row.length - from, UTF_8);
    }

    byte[] bytes() {
        byte[] text = json.getBytes(UTF_8);
        byte[] balance = balanceAfter.map(BigDecimal::toPlainString).orElse("").getBytes(US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + 1 + balance.length + text.length)
                .putLong(offset)
                .put((byte) balance.length)
                .put(balance)
                .put(text)
                .array();
    }

    /** The event as a tree. */
    public JsonNode tree() {
        return Json.read(json, JsonNode.class);
    }

    public long version() {
        return tree().required("version").longValue();
    }

    Instant time() {
        return Instant.parse(tree().required("timestamp").textValue());
    }

    String hash() {
        return tree().required("hash").textValue();
    }
}
