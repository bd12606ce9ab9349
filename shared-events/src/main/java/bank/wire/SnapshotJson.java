package bank.wire;

import bank.es.StreamId;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A snapshot as JSON, as it stands on the snapshot topic and within replies. */
public final class SnapshotJson {

    private SnapshotJson() {}

    public static String write(AggregateType<?, ?, ?> type, Snapshot snapshot) {
        var text = new StringWriter(256);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            write(type, snapshot, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void write(AggregateType<?, ?, ?> type, Snapshot snapshot, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("state_type", type.stateName(snapshot.state()));
        out.writeFieldName("state");
        out.writeRawValue(type.writeState(snapshot.state()));
        out.writeNumberField("version", snapshot.version());
        out.writeStringField("head", snapshot.head());
        out.writeStringField("created", snapshot.created().toString());
        out.writeStringField("time", snapshot.time().toString());
        if (!snapshot.waiters().isEmpty()) {
            out.writeArrayFieldStart("waiters");
            for (Waiter waiter : snapshot.waiters()) {
                out.writeString(waiter.text());
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** How far a stream is, by its snapshot. */
    public record Head(long version, String hash) {}

    /** The version and hash that a row of a snapshot topic names, if it is a snapshot; its state is not looked at. */
    public static Optional<Head> head(byte[] json) {
        long version = 0;
        String hash = "";
        try (JsonParser in = Json.MAPPER.createParser(json)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "version" -> version = in.getLongValue();
                    case "head" -> hash = in.getText();
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hash.isEmpty() ? Optional.empty() : Optional.of(new Head(version, hash));
    }

    public static Snapshot read(AggregateType<?, ?, ?> type, StreamId stream, byte[] json) {
        return read(type, stream, Json.read(json, JsonNode.class));
    }

    static Snapshot read(AggregateType<?, ?, ?> type, StreamId stream, JsonNode json) {
        List<Waiter> waiters = new ArrayList<>();
        for (JsonNode waiter : json.path("waiters")) {
            waiters.add(Waiter.parse(waiter.textValue()));
        }
        return new Snapshot(
                stream,
                type.states().read(json.required("state_type").textValue(), json.required("state")),
                json.required("version").longValue(),
                json.required("head").textValue(),
                Instant.parse(json.required("created").textValue()),
                Instant.parse(json.required("time").textValue()),
                waiters);
    }
}
