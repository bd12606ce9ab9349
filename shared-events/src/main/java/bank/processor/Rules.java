package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Command;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Event;
import bank.es.Outcome;
import bank.es.Rejection;
import bank.es.Send;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.ContentCipher;
import bank.wire.EventRecords;
import bank.wire.EventType;
import bank.wire.HashChain;
import bank.wire.Place;
import bank.wire.Reply;
import bank.wire.Reserve;
import bank.wire.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the rules of one aggregate type on a command: decides, folds, and makes the events to be stored. Pure but for the cipher. */
final class Rules<C extends Command, E extends Event, S> {

    private static final String COMMAND_PREFIX = "cmd-";
    private static final String VERSION_MARK = "_";

    private final AggregateType<C, E, S> type;
    private final ContentCipher content;

    Rules(AggregateType<C, E, S> type, ContentCipher content) {
        this.type = type;
        this.content = content;
    }

    AggregateType<C, E, S> type() {
        return type;
    }

    S initial() {
        return type.decider().initial();
    }

    boolean ended(Snapshot snapshot) {
        return type.saga().map(saga -> saga.ended(state(snapshot))).orElse(false);
    }

    boolean answeredAtEnd(CommandEnvelope command) {
        return type.saga().map(saga -> saga.answeredAtEnd(command(command))).orElse(false);
    }

    /**
     * What the command comes to on an aggregate, {@code now} being the time of its events. One that had its effect
     * before is accepted again at any version: its effect is why the version has changed.
     */
    Decision decide(Snapshot current, CommandEnvelope command, Instant now) {
        if (command.command() instanceof Reserve) {
            return Decision.unchanged(new Reply.Accepted(List.of(), current, false), current);
        }
        return switch (type.decider().decide(state(current), command(command))) {
            case Outcome.Rejected<E>(var rejection)
            when isStale(current, command, rejection) -> Decision.unchanged(conflict(current, command), current);
            case Outcome.Rejected<E>(var rejection) ->
                Decision.unchanged(
                        new Reply.Rejected(rejection.kind(), rejection.code(), rejection.sentence(), false), current);
            case Outcome.Accepted<E>(var events)
            when !events.isEmpty() && hasOtherVersion(current, command) ->
                Decision.unchanged(conflict(current, command), current);
            case Outcome.Accepted<E>(var events) -> accept(current, command, events, now);
        };
    }

    private static boolean hasOtherVersion(Snapshot current, CommandEnvelope command) {
        return command.expectedVersion().isPresent()
                && command.expectedVersion().getAsLong() != current.version();
    }

    /** Whoever expects another version decided on old news: he hears that, and not what the news leads to. */
    private static boolean isStale(Snapshot current, CommandEnvelope command, Rejection rejection) {
        return rejection.kind() != Rejection.Kind.NOT_FOUND && hasOtherVersion(current, command);
    }

    private static Reply conflict(Snapshot current, CommandEnvelope command) {
        return new Reply.Conflict(command.expectedVersion().orElseThrow(), current.version(), false);
    }

    private Decision accept(Snapshot current, CommandEnvelope command, List<E> events, Instant now) {
        S state = state(current);
        Snapshot after = current;
        List<NewEvent> stored = new ArrayList<>(events.size());
        List<Send> sends = new ArrayList<>();
        for (E event : events) {
            state = type.decider().evolve(state, event);
            NewEvent next = next(after, command, event, now);
            stored.add(next);
            after = after(after, state, next.envelope());
            S reached = state;
            type.saga().ifPresent(saga -> sends.addAll(saga.react(reached, event)));
        }
        return new Decision(
                new Reply.Accepted(stored.stream().map(NewEvent::envelope).toList(), after, false),
                stored,
                after,
                sends,
                answeredAtEnd(command),
                ended(after));
    }

    /** The aggregate after an event that was stored before, its data as {@code value}. */
    Snapshot extend(Snapshot before, Envelope sealed, byte[] value) {
        Envelope stored = EventRecords.open(content, sealed, value);
        E event = type.readEvent(stored.type(), stored.schemaVersion(), stored.data());
        return after(before, type.decider().evolve(state(before), event), stored);
    }

    private static Snapshot after(Snapshot before, Object state, Envelope event) {
        return new Snapshot(
                before.stream(),
                state,
                event.version(),
                event.hash(),
                before.version() == 0 ? event.time() : before.created(),
                event.time(),
                before.waiters());
    }

    private NewEvent next(Snapshot before, CommandEnvelope command, E event, Instant now) {
        EventType<E> eventType = type.typeOf(event);
        long version = before.version() + 1;
        var unhashed = new Envelope(
                before.stream(),
                version,
                eventId(command.id(), version),
                eventType.name(),
                eventType.schemaVersion(),
                now,
                new Cause(
                        command.cause().actor(),
                        command.cause().correlationId(),
                        command.id(),
                        command.cause().traceparent()),
                eventType.write(event),
                before.head(),
                "");
        byte[] value = content.seal(Place.of(unhashed), unhashed.data().getBytes(UTF_8));
        return new NewEvent(unhashed.withHash(HashChain.hashOf(unhashed, value)), value);
    }

    /**
     * The same for every run of the command on the same state, so that a retry decides the same. The version makes it
     * another where the id of a command, which may come of an idempotency key, is used again after the key has expired.
     * No command's id holds the mark.
     */
    private static String eventId(String commandId, long version) {
        String stem = commandId.startsWith(COMMAND_PREFIX) ? commandId.substring(COMMAND_PREFIX.length()) : commandId;
        return "evt-" + stem + VERSION_MARK + version;
    }

    @SuppressWarnings("unchecked")
    private S state(Snapshot snapshot) {
        return (S) snapshot.state();
    }

    @SuppressWarnings("unchecked")
    private C command(CommandEnvelope command) {
        return (C) command.command();
    }
}
