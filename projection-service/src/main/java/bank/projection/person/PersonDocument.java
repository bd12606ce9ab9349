package bank.projection.person;

import bank.es.Personal;
import bank.person.Person;
import bank.person.Person.Registered;
import bank.projection.query.PersonalView;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person as callers see it. */
final class PersonDocument {

    private final PersonalView personal;

    PersonDocument(PersonalView personal) {
        this.personal = personal;
    }

    ObjectNode of(VersionRow row) {
        Registered person = registered(row);
        ObjectNode document =
                Json.MAPPER.createObjectNode().put("id", row.snapshot().stream().id());
        document.set("name", clear(row, person.name()));
        document.put("status", person.status().toString());
        document.set("address", clear(row, person.address()));
        return document.put("version", row.version());
    }

    private JsonNode clear(VersionRow row, Personal datum) {
        return personal.clear(row.snapshot().stream(), row.snapshot().created(), datum)
                .orElse(NullNode.getInstance());
    }

    static Registered registered(VersionRow row) {
        return switch (row.snapshot().stateAs(Person.class)) {
            case Registered person -> person;
            case Person.Absent _ -> throw new IllegalStateException("A person with events is not absent");
        };
    }
}
