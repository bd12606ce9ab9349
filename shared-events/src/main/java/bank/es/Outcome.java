package bank.es;

import java.util.List;

/** What became of a command: accepted with its events, in order, or rejected with a reason. */
public sealed interface Outcome<E extends Event> {

    /** No events at all means that the command had its effect before: a repeat is harmless. */
    record Accepted<E extends Event>(List<E> events) implements Outcome<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Rejected<E extends Event>(Rejection rejection) implements Outcome<E> {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E extends Event> Outcome<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E extends Event> Outcome<E> reject(Rejection rejection) {
        return new Rejected<>(rejection);
    }
}
