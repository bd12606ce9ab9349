package bank.personal;

import bank.es.Envelope;
import bank.es.Personal;
import bank.wire.AggregateType;
import bank.wire.EventJson;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes personal data readable at the edge, where an answer is written. Thread-safe. */
public final class PersonalFields {

    private final Function<String, AggregateType<?, ?, ?>> types;
    private final SubjectKeys keys;

    public PersonalFields(Function<String, AggregateType<?, ?, ?>> types, SubjectKeys keys) {
        this.types = types;
        this.keys = keys;
    }

    /** A subject's datum in clear; none where he is forgotten or his key is gone. */
    public Optional<JsonNode> decrypt(String subject, Personal personal) {
        Optional<JsonNode> clear = ClearText.read(personal);
        return clear.isPresent()
                ? clear.filter(_ -> !keys.isForgotten(subject))
                : keys.find(subject).map(key -> key.decrypt(personal));
    }

    /** The event's JSON with its personal fields in clear, or null where the subject is forgotten or its key is gone. */
    public String write(Envelope event) {
        Set<String> personal = personal(event);
        if (personal.isEmpty()) {
            return EventJson.write(event);
        }
        String subject = Subjects.of(event.stream());
        return EventJson.write(event, data -> readable(personal, subject, data), keys.isForgotten(subject));
    }

    /** Whether a key is missing for the event, though the subject is not forgotten. */
    public boolean lacksKey(Envelope event) {
        Set<String> personal = personal(event);
        String subject = Subjects.of(event.stream());
        return !personal.isEmpty()
                && keys.find(subject).isEmpty()
                && !keys.isForgotten(subject)
                && personal.stream()
                        .map(Json.read(event.data(), ObjectNode.class)::path)
                        .anyMatch(stored -> stored.isTextual()
                                && ClearText.read(new Personal(stored.textValue()))
                                        .isEmpty());
    }

    private Set<String> personal(Envelope event) {
        return types.apply(event.stream().type()).event(event.type()).personal();
    }

    private String readable(Set<String> personal, String subject, String data) {
        ObjectNode fields = Json.read(data, ObjectNode.class);
        for (String field : personal) {
            if (fields.hasNonNull(field)) {
                var stored = new Personal(fields.required(field).textValue());
                fields.set(field, decrypt(subject, stored).orElse(NullNode.getInstance()));
            }
        }
        return Json.write(fields);
    }
}
