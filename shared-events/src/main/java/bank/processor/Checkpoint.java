package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.HashChain;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The last event of a partition that its snapshots cover. It stands on the snapshot topic behind them.
 *
 * @param offset where the event stands on the event topic
 * @param hash the event's hash
 * @param time the event's time
 */
record Checkpoint(long offset, String hash, Instant time) {

    /** The key of its record; no stream has it. */
    static final String KEY = "checkpoint";

    /** No event is covered, or there is none. */
    static final Checkpoint NONE = new Checkpoint(-1, HashChain.START, Instant.EPOCH);

    byte[] write() {
        return Json.write(Json.MAPPER
                        .createObjectNode()
                        .put("offset", offset)
                        .put("hash", hash)
                        .put("time", time.toString()))
                .getBytes(UTF_8);
    }

    static Checkpoint read(byte[] bytes) {
        JsonNode json = Json.read(bytes, JsonNode.class);
        return new Checkpoint(
                json.required("offset").longValue(),
                json.required("hash").textValue(),
                Instant.parse(json.required("time").textValue()));
    }
}
