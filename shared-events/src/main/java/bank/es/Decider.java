package bank.es;

/**
 * The rules of one aggregate type. Pure: no clock, no randomness, no I/O; ids and times come in with the command.
 *
 * <p>The shape is Jérémie Chassaing's "Functional Event Sourcing Decider".
 *
 * @param <C> the commands it takes, a sealed type
 * @param <E> the events it makes, a sealed type
 * @param <S> the state that its events fold into, a sealed type with a record per phase
 */
public interface Decider<C extends Command, E extends Event, S> {

    /** The state of an aggregate that has no event. */
    S initial();

    /** What becomes of a command in a state. A refusal is a value; an exception is a defect in the rules. */
    Outcome<E> decide(S state, C command);

    /** The state after an event. A history that {@code decide} cannot have made throws. */
    S evolve(S state, E event);

    /** Whether callers find an aggregate that has come to this state. Its history they find in any case. */
    default boolean isFound(S state) {
        return true;
    }
}
