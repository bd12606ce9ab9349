package bank.command.gateway;

import bank.http.Answer;
import bank.personal.PersonalFields;
import bank.personal.SubjectKeys;
import bank.wire.AggregateType;
import bank.wire.Reply;

/** What a caller hears when a command took effect that is one event. */
public final class EventAnswers {

    private final PersonalFields personal;

    /** The events are those of {@code type}. */
    public EventAnswers(AggregateType<?, ?, ?> type, SubjectKeys keys) {
        personal = new PersonalFields(_ -> type, keys);
    }

    /** The event of a new aggregate, its id, and where it can be asked for. */
    public Answer created(Reply.Accepted accepted, Resource resource) {
        String id = accepted.after().stream().id();
        return tagged(201, accepted, "{\"" + resource.idField() + "\":\"" + id + "\"," + member(accepted) + "}")
                .with("Location", resource.location(id));
    }

    /** The event, or null where there was nothing left to do. */
    public Answer event(Reply.Accepted accepted) {
        return tagged(200, accepted, "{" + member(accepted) + "}");
    }

    /** The event and one member more, whose value is written as JSON. */
    public Answer event(Reply.Accepted accepted, String name, Object value) {
        return tagged(200, accepted, "{" + member(accepted) + ",\"" + name + "\":" + value + "}");
    }

    private String member(Reply.Accepted accepted) {
        return "\"event\":"
                + (accepted.events().isEmpty()
                        ? "null"
                        : personal.write(accepted.events().getLast()));
    }

    private static Answer tagged(int status, Reply.Accepted accepted, String json) {
        return Answer.json(status, json).with("ETag", "\"" + accepted.after().version() + "\"");
    }
}
