package bank.es;

import java.util.List;
import java.util.Optional;

/** A decider that also acts: once its events are written, it sends commands and hears what became of them. */
public interface Saga<C extends Command, E extends Event, S> extends Decider<C, E, S> {

    /** What to send now that this event is written, {@code state} being the state after it. Never called on replay. */
    List<Send> react(S state, E event);

    /** The command by which the saga takes note of what became of the command that it sent in {@code step}. */
    C heard(String step, Heard heard);

    /**
     * The command by which the receiver of that step's command refuses it, unless it has had its effect before; none where
     * the saga cannot take a refusal. For an operator who does not want a command that failed sent again.
     */
    Optional<Command> refusal(String sagaId, String step);

    /** The command by which it sends again what it waits for. */
    C retry();

    /** Whether the caller of this command waits for the saga's end instead of for the command's own outcome. */
    boolean answeredAtEnd(C command);

    /** Whether nothing moves any more. */
    boolean ended(S state);
}
