package bank.wire;

import bank.es.Event;
import java.util.Set;

/**
 * One type of event on the wire.
 *
 * @param type the event's record; its simple name is the type's name
 * @param schemaVersion the version of its data's form, raised whenever that changes
 * @param personal the fields of its data, in snake case, that are encrypted
 */
public record EventType<E extends Event>(Class<? extends E> type, int schemaVersion, Set<String> personal) {

    public String name() {
        return type.getSimpleName();
    }

    /** An event type in its first form and without personal data. */
    public static <E extends Event> EventType<E> of(Class<? extends E> type) {
        return new EventType<>(type, 1, Set.of());
    }

    /** An event type in its first form, some of whose fields are personal. */
    public static <E extends Event> EventType<E> withPersonal(Class<? extends E> type, String... fields) {
        return new EventType<>(type, 1, Set.of(fields));
    }
}
