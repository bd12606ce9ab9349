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
 * One event in the order of its partition, and what that partition has of its aggregate type up to here.
 *
 * @param offset where it stands in its partition of its topic
 * @param counts how much there is, this event included
 * @param movementBefore the offset of the last event before it that moved money, {@link #NOWHERE} if there is none
 * @param time its time, or that of an event before it if that is later: in the order of the offsets it never goes back
 * @param balanceAfter the balance that it left, if it moved money
 * @param json the event as {@link EventJson}, its personal data encrypted, and besides whose it is and of what type
 */
public record LogRow(
        long offset, Counts counts, long movementBefore, Instant time, Optional<BigDecimal> balanceAfter, String json) {

    static final long NOWHERE = -1;

    /** Before the first event. */
    static final LogRow START = new LogRow(NOWHERE, Counts.NONE, NOWHERE, Instant.MIN, Optional.empty(), "");

    private static final int FIXED_BYTES = 4 * Long.BYTES + RowFields.INSTANT_BYTES + 1;

    /** The row of the event that comes after this one. */
    LogRow next(long nextOffset, Envelope event, Optional<BigDecimal> balance, int aggregatesMore) {
        return new LogRow(
                nextOffset,
                counts.with(aggregatesMore, balance.isPresent()),
                lastMovement(),
                event.time().isBefore(time) ? time : event.time(),
                balance,
                EventJson.writeWhole(event));
    }

    /** The offset of the last event up to here that moved money. */
    long lastMovement() {
        return balanceAfter.isPresent() ? offset : movementBefore;
    }

    static LogRow read(long offset, byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        var counts = new Counts(in.getLong(), in.getLong(), in.getLong());
        long movementBefore = in.getLong();
        Instant time = RowFields.instant(in);
        String balance = RowFields.text(in);
        return new LogRow(
                offset,
                counts,
                movementBefore,
                time,
                balance.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(balance)),
                RowFields.rest(in));
    }

    byte[] bytes() {
        byte[] text = json.getBytes(UTF_8);
        byte[] balance = balanceAfter.map(BigDecimal::toPlainString).orElse("").getBytes(US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + balance.length + text.length)
                .putLong(counts.events())
                .putLong(counts.aggregates())
                .putLong(counts.transactions())
                .putLong(movementBefore);
        RowFields.put(out, time);
        return RowFields.put(out, balance).put(text).array();
    }

    /** The event as a tree. */
    public JsonNode tree() {
        return Json.read(json, JsonNode.class);
    }
}
