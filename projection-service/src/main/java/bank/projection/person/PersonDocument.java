package bank.projection.person;

import bank.es.Personal;
import bank.person.MaritalStatus;
import bank.person.Person;
import bank.projection.query.PersonalView;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A person as callers see it. */
final class PersonDocument {

    private final PersonalView personal;

    PersonDocument(PersonalView personal) {
        this.personal = personal;
    }

    private record Shown(Optional<Personal> name, MaritalStatus status, Optional<Personal> address) {}

    ObjectNode of(VersionRow row) {
        Shown person = shown(row);
        JsonNode name = clear(row, person.name());
        ObjectNode document =
                Json.MAPPER.createObjectNode().put("id", row.snapshot().stream().id());
        document.set("name", name);
        document.put("status", person.status().toString());
        document.set("address", clear(row, person.address()));
        document.put("version", row.version());
        if (name.isNull() && (person.name().isEmpty() || personal.isForgotten(row.snapshot().stream()))) {
            document.put("forgotten", true);
        }
        return document;
    }

    private JsonNode clear(VersionRow row, Optional<Personal> datum) {
        return datum.flatMap(stored ->
                        personal.clear(row.snapshot().stream(), row.snapshot().created(), stored))
                .orElse(NullNode.getInstance());
    }

    static String status(VersionRow row) {
        return shown(row).status().toString();
    }

    private static Shown shown(VersionRow row) {
        return switch (row.snapshot().stateAs(Person.class)) {
            case Person.Registered(var name, var status, var address) ->
                new Shown(Optional.of(name), status, Optional.of(address));
            case Person.Forgotten(var status) -> new Shown(Optional.empty(), status, Optional.empty());
            case Person.Absent _ -> throw new IllegalStateException("A person with events is not absent");
        };
    }
}
