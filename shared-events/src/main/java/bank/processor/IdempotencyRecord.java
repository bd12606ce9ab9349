package bank.processor;

import bank.wire.AggregateType;
import bank.wire.Json;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a command with an idempotency key.
 *
 * @param fingerprint what the request said
 * @param expires when it may be forgotten
 * @param answer what its caller heard; absent where that is the saga as it stands
 */
record IdempotencyRecord(String fingerprint, Instant expires, Optional<Reply> answer) {

    private static final char SEPARATOR = '#';

    /** The key of the record on the snapshot topic; no id holds the separator. */
    static String key(String streamKey, String idempotencyKey) {
        return streamKey + SEPARATOR + idempotencyKey;
    }

    static boolean isKey(String recordKey) {
        return recordKey.indexOf(SEPARATOR) >= 0;
    }

    /** As it stands among the snapshots of its aggregate's type. */
    String write(AggregateType<?, ?, ?> type) {
        var json =
                Json.MAPPER.createObjectNode().put("fingerprint", fingerprint).put("expires", expires.toEpochMilli());
        answer.ifPresent(reply -> json.putRawValue("answer", new RawValue(ReplyJson.write(type, reply))));
        return Json.write(json);
    }

    static IdempotencyRecord read(AggregateType<?, ?, ?> type, byte[] bytes) {
        JsonNode json = Json.read(bytes, JsonNode.class);
        return new IdempotencyRecord(
                json.required("fingerprint").textValue(),
                expires(json),
                Optional.ofNullable(json.get("answer")).map(answer -> ReplyJson.read(_ -> type, answer)));
    }

    static Instant expires(byte[] bytes) {
        return expires(Json.read(bytes, JsonNode.class));
    }

    private static Instant expires(JsonNode json) {
        return Instant.ofEpochMilli(json.required("expires").longValue());
    }

    /** The stored answer, marked as one that was given before. */
    static Reply replayed(Reply first) {
        return switch (first) {
            case Reply.Accepted(var events, var after, var _) -> new Reply.Accepted(events, after, true);
            case Reply.Rejected(var kind, var code, var sentence, var _) ->
                new Reply.Rejected(kind, code, sentence, true);
            case Reply.Conflict(var expected, var actual, var _) -> new Reply.Conflict(expected, actual, true);
            case Reply.KeyReused _, Reply.Unavailable _, Reply.Unknown _, Reply.Defect _, Reply.Running _ -> first;
        };
    }
}
