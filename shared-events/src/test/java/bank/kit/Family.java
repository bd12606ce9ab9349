package bank.kit;

import bank.es.Command;
import bank.es.Event;
import bank.wire.AggregateType;
import java.util.Arrays;
import java.util.List;

/**
 * An aggregate type as the kit looks at it.
 *
 * @param type the type
 * @param commands the sealed type of its commands
 * @param events the sealed type of its events
 * @param states the sealed type of its states
 * @param samples an event of every type, and one more where a field may be missing; once approved they never change
 */
public record Family<C extends Command, E extends Event, S>(
        AggregateType<C, E, S> type, Class<C> commands, Class<E> events, Class<S> states, List<Sample<E>> samples) {

    /** A sample; the variant tells samples of the same type apart. */
    public record Sample<E extends Event>(E event, String variant) {

        public Sample(E event) {
            this(event, "");
        }
    }

    /** A family with a sample of every event. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <C extends Command, E extends Event, S> Family<C, E, S> of(
            AggregateType<C, E, S> type, Class<C> commands, Class<E> events, Class<S> states, E... samples) {
        return new Family<>(
                type,
                commands,
                events,
                states,
                Arrays.stream(samples).map(Sample::new).toList());
    }

    @Override
    public String toString() {
        return type.name();
    }
}
