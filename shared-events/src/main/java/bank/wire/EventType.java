package bank.wire;

import bank.es.Event;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One type of event on the wire: the form of its data, whether it forgets personal data, and which of its fields, in snake case, are
 * encrypted.
 */
public final class EventType<E extends Event> {

    private final Form<E> form;
    private final Set<String> personal;
    private final boolean forgets;

    private EventType(Form<E> form, Set<String> personal, boolean forgets) {
        this.form = form;
        this.personal = personal;
        this.forgets = forgets;
    }

    /** An event type in its first form and without personal data. */
    public static <E extends Event> EventType<E> of(Class<? extends E> type) {
        return new EventType<>(Form.of(type), Set.of(), false);
    }

    /** An event type in its first form, some of whose fields are personal. */
    public static <E extends Event> EventType<E> withPersonal(Class<? extends E> type, String... fields) {
        return new EventType<>(Form.of(type), Set.of(fields), false);
    }

    /** An event type in its first form after which the personal data of its stream can be read by nobody. */
    public static <E extends Event> EventType<E> forgetting(Class<? extends E> type) {
        return new EventType<>(Form.of(type), Set.of(), true);
    }

    /**
     * The next version of its form.
     *
     * @param upcaster turns data of the version so far into the next; a pure function, which may change what it gets
     */
    public EventType<E> upcast(UnaryOperator<ObjectNode> upcaster) {
        return new EventType<>(form.upcast(upcaster), personal, forgets);
    }

    public Class<? extends E> type() {
        return form.type();
    }

    /** The type's name, which is the simple name of its record. */
    public String name() {
        return form.name();
    }

    /** The version in which its data is written today. */
    public int schemaVersion() {
        return form.version();
    }

    /** The fields of its data, in snake case, that are encrypted. */
    public Set<String> personal() {
        return personal;
    }

    /** Whether the keys of its stream's personal data are deleted with it, for ever. */
    public boolean forgets() {
        return forgets;
    }

    /** What stands on the topic as the event's data, personal fields encrypted as they are in it. */
    public String write(E event) {
        return form.write(event);
    }

    E read(int schemaVersion, String data) {
        return form.read(schemaVersion, data);
    }
}
