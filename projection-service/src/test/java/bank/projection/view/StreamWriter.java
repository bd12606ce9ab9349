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
