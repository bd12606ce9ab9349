package bank.personal;

import bank.Aggregates;
import bank.es.Envelope;
import bank.es.Personal;
import bank.wire.EventJson;
import bank.wire.EventType;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Makes personal data readable at the edge, where an answer is written. Thread-safe. */
public final class PersonalFields {

    private final SubjectKeys keys;

    public PersonalFields(SubjectKeys keys) {
        this.keys = keys;
    }

    /** A subject's datum in clear; none where the subject's key is gone. */
    public Optional<JsonNode> decrypt(String subject, Personal personal) {
        return keys.find(subject).map(key -> key.decrypt(personal));
    }

    /** The event's JSON with its personal fields in clear, or null where the subject's key is gone. */
    public String write(Envelope event) {
        EventType<?> type = Aggregates.named(event.stream().type()).event(event.type());
        return type.personal().isEmpty()
                ? EventJson.write(event)
                : EventJson.write(event, data -> readable(type, event.stream().key(), data));
    }

    private String readable(EventType<?> type, String subject, String data) {
        ObjectNode fields = Json.read(data, ObjectNode.class);
        for (String field : type.personal()) {
            if (fields.hasNonNull(field)) {
                var personal = new Personal(fields.required(field).textValue());
                fields.set(field, decrypt(subject, personal).orElse(NullNode.getInstance()));
            }
        }
        return Json.write(fields);
    }
}
