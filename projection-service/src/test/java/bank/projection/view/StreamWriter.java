package bank.projection.view;

import bank.es.Command;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Event;
import bank.es.Outcome;
import bank.es.StreamId;
import bank.wire.AggregateType;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Json;
import bank.wire.Snapshot;
import bank.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes one stream as a processor would: decides commands and chains their events. */
public final class StreamWriter<C extends Command, E extends Event, S> {

    private static final Topics TOPICS = new Topics("bank");

    private final AggregateType<C, E, S> type;
    private final StreamId stream;
    private final List<Envelope> events = new ArrayList<>();
    private S state;

    public StreamWriter(AggregateType<C, E, S> type, String id) {
        this.type = type;
        this.stream = new StreamId("main", type.name(), id);
        this.state = type.decider().initial();
    }

    /** The records of the events that the command makes at that time, none where it is refused. */
    public List<ProducerRecord<byte[], byte[]>> decide(C command, Instant time) {
        return switch (type.decider().decide(state, command)) {
            case Outcome.Rejected<E> _ -> List.of();
            case Outcome.Accepted<E>(List<E> accepted) ->
                accepted.stream().map(event -> append(event, time)).toList();
        };
    }

    private ProducerRecord<byte[], byte[]> append(E event, Instant time) {
        Envelope envelope = next(event, time);
        events.add(envelope);
        state = type.decider().evolve(state, event);
        return record(envelope);
    }

    /** An event that would extend the stream, but does not. */
    Envelope next(E event, Instant time) {
        long version = events.size() + 1L;
        return sealed(new Envelope(
                stream,
                version,
                "evt-" + stream.id() + "-" + version,
                type.typeOf(event).name(),
                1,
                time,
                new Cause("anonymous", "cor-1", "cmd-1", Optional.empty()),
                Json.write(event),
                events.isEmpty() ? "" : events.getLast().hash(),
                ""));
    }

    static Envelope sealed(Envelope e) {
        return e.withHash(HashChain.hashOf(e));
    }

    static ProducerRecord<byte[], byte[]> record(Envelope event) {
        return EventRecords.toRecord(TOPICS.events(event.stream().type()), 0, event);
    }

    /** The state that the first so many events leave. */
    public Snapshot after(int events) {
        S folded = type.decider().initial();
        for (Envelope event : this.events.subList(0, events)) {
            folded = type.decider().evolve(folded, type.readEvent(event.type(), event.schemaVersion(), event.data()));
        }
        Envelope last = this.events.get(events - 1);
        return new Snapshot(
                stream,
                folded,
                last.version(),
                last.hash(),
                this.events.getFirst().time(),
                last.time(),
                List.of());
    }

    /** How many of its events there were at that time. */
    public int versionAt(Instant time) {
        return (int)
                events.stream().filter(event -> !event.time().isAfter(time)).count();
    }

    public StreamId stream() {
        return stream;
    }

    public S state() {
        return state;
    }

    public List<Envelope> events() {
        return events;
    }
}
