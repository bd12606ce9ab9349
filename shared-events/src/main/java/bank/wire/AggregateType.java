package bank.wire;

import bank.es.Command;
import bank.es.Decider;
import bank.es.Event;
import bank.es.Saga;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One aggregate type: its name, its rules, and how its commands, events and states stand on the wire.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <S> its states
 */
public final class AggregateType<C extends Command, E extends Event, S> {

    /** A word: it stands in topics' names, cursors of the feed, reply addresses and subjects, each with its separators. */
    private static final Pattern NAME = Pattern.compile("[a-z]+");

    private static final String RESERVE = Reserve.class.getSimpleName();

    private final String name;
    private final Decider<C, E, S> decider;
    private final NamedTypes<C> commands;
    private final NamedTypes<S> states;
    private final Map<String, EventType<E>> events;

    public AggregateType(
            String name,
            Decider<C, E, S> decider,
            List<Class<? extends C>> commands,
            List<EventType<E>> events,
            List<Class<? extends S>> states) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An aggregate type's name is one word of the letters a to z, not " + name);
        }
        this.name = name;
        this.decider = decider;
        this.commands = new NamedTypes<>("command of " + name, commands);
        this.events = events.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
        this.states = new NamedTypes<>("state of " + name, states);
    }

    private AggregateType(AggregateType<C, E, S> other, NamedTypes<C> commands, NamedTypes<S> states) {
        this.name = other.name;
        this.decider = other.decider;
        this.commands = commands;
        this.states = states;
        this.events = other.events;
    }

    /**
     * The same with the next version of one state's form, in which snapshots and views keep it.
     *
     * @param upcaster turns a state of the version so far into the next; a pure function, which may change what it gets
     */
    public AggregateType<C, E, S> upcastState(Class<? extends S> type, UnaryOperator<ObjectNode> upcaster) {
        return new AggregateType<>(this, commands, states.upcast(type, upcaster));
    }

    /** The same with the next version of one command's form: commands may wait on a topic while a service is upgraded. */
    public AggregateType<C, E, S> upcastCommand(Class<? extends C> type, UnaryOperator<ObjectNode> upcaster) {
        return new AggregateType<>(this, commands.upcast(type, upcaster), states);
    }

    public String name() {
        return name;
    }

    public Decider<C, E, S> decider() {
        return decider;
    }

    /** The rules as a saga's, if this type is one. */
    public Optional<Saga<C, E, S>> saga() {
        return decider instanceof Saga<C, E, S> saga ? Optional.of(saga) : Optional.empty();
    }

    /** Whether nothing moves any more in that state of a saga; of what is no saga, it always holds. */
    @SuppressWarnings("unchecked")
    public boolean hasEnded(Object state) {
        return saga().map(saga -> saga.ended((S) state)).orElse(true);
    }

    public NamedTypes<C> commands() {
        return commands;
    }

    public NamedTypes<S> states() {
        return states;
    }

    /** Whether callers find an aggregate in that state. */
    @SuppressWarnings("unchecked")
    public boolean isFound(Object state) {
        return decider.isFound((S) state);
    }

    /** The name of a state of this type. */
    @SuppressWarnings("unchecked")
    public String stateName(Object state) {
        return states.nameOf((S) state);
    }

    /** A state of this type as it stands in snapshots and views. */
    @SuppressWarnings("unchecked")
    public String writeState(Object state) {
        return states.write((S) state);
    }

    /** A command of this type as it stands on its topic. */
    @SuppressWarnings("unchecked")
    public String writeCommand(Command command) {
        return command instanceof Reserve ? Json.write(command) : commands.write((C) command);
    }

    /** The name of a command of this type, or of {@link Reserve}, which every type takes. */
    public String commandName(Command command) {
        return command instanceof Reserve ? RESERVE : nameOfOwn(command);
    }

    @SuppressWarnings("unchecked")
    private String nameOfOwn(Command command) {
        return commands.nameOf((C) command);
    }

    /** The command of that name; an unknown one is an error that names it. */
    public Command readCommand(String commandName, String json) {
        return commandName.equals(RESERVE) ? new Reserve() : commands.read(commandName, json);
    }

    /** The event type of that name; an unknown one is an error that names it. */
    public EventType<E> event(String type) {
        EventType<E> found = events.get(type);
        if (found == null) {
            throw new UnknownTypeException("Unknown event of " + name + ": " + type);
        }
        return found;
    }

    /** The event that a record's data says, in whatever version of its form it was written. */
    public E readEvent(String type, int schemaVersion, String data) {
        return event(type).read(schemaVersion, data);
    }

    /** The type of an event; throws for one of another aggregate type, which may have the same name. */
    public EventType<E> typeOf(E event) {
        EventType<E> found = event(event.getClass().getSimpleName());
        if (found.type() != event.getClass()) {
            throw new IllegalArgumentException(
                    "Not an event of " + name + ": " + event.getClass().getName());
        }
        return found;
    }

    public Collection<EventType<E>> events() {
        return events.values();
    }
}
