package bank.wire;

import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An event in the form in which HTTP answers show it; with its data still encrypted it also is the form we store. */
public final class EventJson {

    private EventJson() {}

    /** The event's JSON, its data as it is stored. */
    public static String write(Envelope event) {
        return write(event, UnaryOperator.identity(), false);
    }

    /**
     * The event's JSON.
     *
     * @param data what its data passes through, which may decrypt it
     * @param forgotten whether personal data that it had is forgotten
     */
    public static String write(Envelope event, UnaryOperator<String> data, boolean forgotten) {
        return write(event, data, forgotten, false);
    }

    /** The event's JSON, its data as it is stored, and besides whose it is and of what aggregate type. */
    public static String writeWhole(Envelope event) {
        return write(event, UnaryOperator.identity(), false, true);
    }

    private static String write(Envelope event, UnaryOperator<String> data, boolean forgotten, boolean whose) {
        var text = new StringWriter(512);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            if (whose) {
                out.writeStringField("tenant", event.stream().tenant());
                out.writeStringField("aggregate_type", event.stream().type());
            }
            out.writeStringField("id", event.id());
            out.writeStringField("aggregate_id", event.stream().id());
            out.writeStringField("type", event.type());
            out.writeFieldName("data");
            out.writeRawValue(data.apply(event.data()));
            if (forgotten) {
                out.writeBooleanField("forgotten", true);
            }
            out.writeNumberField("version", event.version());
            out.writeStringField("timestamp", event.time().toString());
            out.writeStringField("actor", event.cause().actor());
            out.writeStringField("correlation_id", event.cause().correlationId());
            out.writeStringField("causation_id", event.cause().causationId());
            if (event.cause().traceparent().isPresent()) {
                out.writeStringField("traceparent", event.cause().traceparent().get());
            }
            out.writeNumberField("schema_version", event.schemaVersion());
            out.writeStringField("hash", event.hash());
            out.writeStringField("previous_hash", event.previousHash());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The event that {@link #write(Envelope)} wrote, in the tenant and of the aggregate type given. */
    public static Envelope read(String tenant, String type, JsonNode json) {
        return new Envelope(
                new StreamId(tenant, type, json.required("aggregate_id").textValue()),
                json.required("version").longValue(),
                json.required("id").textValue(),
                json.required("type").textValue(),
                json.required("schema_version").intValue(),
                Instant.parse(json.required("timestamp").textValue()),
                new Cause(
                        json.required("actor").textValue(),
                        json.required("correlation_id").textValue(),
                        json.required("causation_id").textValue(),
                        Optional.ofNullable(json.get("traceparent")).map(JsonNode::textValue)),
                Json.write(json.required("data")),
                json.required("previous_hash").textValue(),
                json.required("hash").textValue());
    }
}
