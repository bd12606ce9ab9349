package bank.wire;

import bank.es.Envelope;
import bank.es.Rejection;
import bank.es.StreamId;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Replies as JSON, as they stand on the reply and outcome topics and in idempotency records. */
public final class ReplyJson {

    private ReplyJson() {}

    /** The reply to a command on an aggregate of that type. */
    public static String write(AggregateType<?, ?, ?> type, Reply reply) {
        var text = new StringWriter(512);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            write(type, reply, out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(AggregateType<?, ?, ?> type, Reply reply, JsonGenerator out) throws IOException {
        switch (reply) {
            case Reply.Accepted(var events, var after, var replayed) -> {
                out.writeStringField("status", "accepted");
                writeSnapshot(type, "after", after, out);
                out.writeArrayFieldStart("events");
                for (Envelope event : events) {
                    out.writeRawValue(EventJson.write(event));
                }
                out.writeEndArray();
                out.writeBooleanField("replayed", replayed);
            }
            case Reply.Rejected(var kind, var code, var sentence, var replayed) -> {
                out.writeStringField("status", "rejected");
                out.writeStringField("kind", kind.name());
                out.writeStringField("code", code);
                out.writeStringField("sentence", sentence);
                out.writeBooleanField("replayed", replayed);
            }
            case Reply.Conflict(var expected, var actual, var replayed) -> {
                out.writeStringField("status", "conflict");
                out.writeNumberField("expected_version", expected);
                out.writeNumberField("actual_version", actual);
                out.writeBooleanField("replayed", replayed);
            }
            case Reply.KeyReused() -> out.writeStringField("status", "key-reused");
            case Reply.Unavailable(var sentence) -> {
                out.writeStringField("status", "unavailable");
                out.writeStringField("sentence", sentence);
            }
            case Reply.Unknown() -> out.writeStringField("status", "unknown");
            case Reply.Defect(var id) -> {
                out.writeStringField("status", "defect");
                out.writeStringField("dead_letter_id", id);
            }
            case Reply.Running(var soFar) -> {
                out.writeStringField("status", "running");
                writeSnapshot(type, "so_far", soFar, out);
            }
        }
    }

    private static void writeSnapshot(AggregateType<?, ?, ?> type, String field, Snapshot snapshot, JsonGenerator out)
            throws IOException {
        out.writeStringField("aggregate_type", snapshot.stream().type());
        out.writeStringField("aggregate_key", snapshot.stream().key());
        out.writeFieldName(field);
        SnapshotJson.write(type, snapshot, out);
    }

    /** The reply that {@link #write} wrote, {@code types} giving the aggregate type of a name. */
    public static Reply read(Function<String, AggregateType<?, ?, ?>> types, byte[] json) {
        return read(types, Json.read(json, JsonNode.class));
    }

    /** The reply that {@link #write} wrote, {@code types} giving the aggregate type of a name. */
    public static Reply read(Function<String, AggregateType<?, ?, ?>> types, JsonNode json) {
        boolean replayed = json.path("replayed").booleanValue();
        String status = json.required("status").textValue();
        return switch (status) {
            case "accepted" -> new Reply.Accepted(readEvents(json), readSnapshot(types, "after", json), replayed);
            case "rejected" ->
                new Reply.Rejected(
                        Rejection.Kind.valueOf(json.required("kind").textValue()),
                        json.required("code").textValue(),
                        json.required("sentence").textValue(),
                        replayed);
            case "conflict" ->
                new Reply.Conflict(
                        json.required("expected_version").longValue(),
                        json.required("actual_version").longValue(),
                        replayed);
            case "key-reused" -> new Reply.KeyReused();
            case "unavailable" ->
                new Reply.Unavailable(json.required("sentence").textValue());
            case "unknown" -> new Reply.Unknown();
            case "defect" -> new Reply.Defect(json.required("dead_letter_id").textValue());
            case "running" -> new Reply.Running(readSnapshot(types, "so_far", json));
            default -> throw new MalformedRecordException("Not a reply's status: " + status);
        };
    }

    private static StreamId stream(JsonNode json) {
        return StreamId.ofKey(
                json.required("aggregate_type").textValue(),
                json.required("aggregate_key").textValue());
    }

    private static Snapshot readSnapshot(Function<String, AggregateType<?, ?, ?>> types, String field, JsonNode json) {
        StreamId stream = stream(json);
        return SnapshotJson.read(types.apply(stream.type()), stream, json.required(field));
    }

    private static List<Envelope> readEvents(JsonNode json) {
        StreamId stream = stream(json);
        List<Envelope> events = new ArrayList<>();
        for (JsonNode event : json.required("events")) {
            events.add(EventJson.read(stream.tenant(), stream.type(), event));
        }
        return events;
    }
}
