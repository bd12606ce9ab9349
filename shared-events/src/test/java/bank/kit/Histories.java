package bank.kit;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Command;
import bank.es.Event;
import bank.es.Outcome;
import bank.wire.AggregateType;
import bank.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Histories of one aggregate from a seed: whatever it is asked, in whatever order.
 *
 * @param type its type
 * @param commands any command at all, sensible or not
 */
public record Histories<C extends Command, E extends Event, S>(
        AggregateType<C, E, S> type, Function<Gen, ? extends C> commands) {

    private static final int COMMANDS = 200;

    /** An event, and the state that it left. */
    public record Step<E extends Event, S>(E event, S after) {}

    /** What comes of a few hundred commands. */
    public List<Step<E, S>> any(Gen gen) {
        S state = type.decider().initial();
        List<Step<E, S>> history = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            if (type.decider().decide(state, commands.apply(gen)) instanceof Outcome.Accepted<E>(var events)) {
                for (E event : events) {
                    state = type.decider().evolve(state, event);
                    history.add(new Step<>(event, state));
                }
            }
        }
        return history;
    }

    /**
     * That what is stored is enough: the events, read from their JSON, fold into the state in which they were decided, and
     * so does the state's own JSON, which is what a snapshot has.
     */
    public void checkStored(Gen gen) {
        S folded = type.decider().initial();
        for (Step<E, S> step : any(gen)) {
            folded = type.decider().evolve(folded, stored(step.event()));
            assertThat(folded).isEqualTo(step.after());
            assertThat(type.states().read(type.stateName(folded), type.writeState(folded)))
                    .isEqualTo(step.after());
        }
    }

    private E stored(E event) {
        EventType<E> eventType = type.typeOf(event);
        return type.readEvent(eventType.name(), eventType.schemaVersion(), eventType.write(event));
    }
}
