package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.HashChain;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What the snapshots of a partition cover. It stands on the snapshot topic behind them.
 *
 * @param offset where the last event stands on the event topic
 * @param hash that event's hash
 * @param time that event's time
 * @param nextCommand the offset on the command topic before which all commands have been dealt with
 */
record Checkpoint(long offset, String hash, Instant time, long nextCommand) {

    /** The key of its record; no stream has it. */
    static final String KEY = "checkpoint";

    /** No event is covered, or there is none. */
    static final Checkpoint NONE = new Checkpoint(-1, HashChain.START, Instant.EPOCH, 0);

    /** Whether it is the same event. */
    boolean isAt(Checkpoint other) {
        return offset == other.offset && hash.equals(other.hash);
    }

    byte[] write() {
        return Json.write(Json.MAPPER
                        .createObjectNode()
                        .put("offset", offset)
                        .put("hash", hash)
                        .put("time", time.toString())
                        .put("next_command", nextCommand))
                .getBytes(UTF_8);
    }

    static Checkpoint read(byte[] bytes) {
        JsonNode json = Json.read(bytes, JsonNode.class);
        return new Checkpoint(
                json.required("offset").longValue(),
                json.required("hash").textValue(),
                Instant.parse(json.required("time").textValue()),
                json.required("next_command").longValue());
    }
}
