package bank.projection.view;

import bank.es.Envelope;
import bank.es.Event;
import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import bank.wire.DeadLetters;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.KeysUnavailableException;
import bank.wire.Snapshot;
import bank.wire.WireHeaders;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides what an event does to its aggregate's view. Pure; a defect in the rules is a verdict too. */
final class EventFold {

    private EventFold() {}

    /** What becomes of an event. */
    sealed interface Verdict {

        /**
         * It extends the head, and this is what it leaves.
         *
         * @param event the event, its data in clear
         * @param aggregatesMore by how much it changes the number of aggregates that callers find
         */
        record Extends(Envelope event, Snapshot after, Optional<BigDecimal> balanceAfter, int aggregatesMore)
                implements Verdict {}

        /** It is at or below the head: a repeat, if it is the same as the one that the view has. */
        record AtOrBelow() implements Verdict {}

        /** It does not belong there. */
        record Wrong(String cause) implements Verdict {}

        /** It is the stream's, but those before it have not come, or this version cannot follow it. */
        record Waits(String cause) implements Verdict {}
    }

    /** The verdict over an event, as it was read from that record. */
    static Verdict judge(
            ContentCipher content,
            AggregateType<?, ?, ?> type,
            Snapshot head,
            Envelope event,
            ConsumerRecord<byte[], byte[]> record) {
        long version = head.version();
        if (event.version() >= 1 && event.version() <= version) {
            return new Verdict.AtOrBelow();
        }
        if (!HashChain.hashOf(new WireHeaders(record.headers()), record.value()).equals(event.hash())) {
            return new Verdict.Wrong("The hash does not fit the event");
        }
        if (event.version() > version + 1) {
            return new Verdict.Waits("Version " + event.version() + " came, but the stream is at " + version);
        }
        if (event.version() < 1) {
            return new Verdict.Wrong("Versions begin with 1");
        }
        if (!event.previousHash().equals(head.head())) {
            return new Verdict.Wrong("The previous hash is not the head of the stream");
        }
        try {
            return extend(type, head, EventRecords.open(content, event, record.value()));
        } catch (KeysUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // It fits by its hashes: what it says is true, and without it the view would be a state that is past.
            return new Verdict.Waits(DeadLetters.causeOf(e));
        }
    }

    private static <E extends Event, S> Verdict extend(AggregateType<?, E, S> type, Snapshot head, Envelope envelope) {
        E event = type.readEvent(envelope.type(), envelope.schemaVersion(), envelope.data());
        @SuppressWarnings("unchecked")
        S before = (S) head.state();
        S state = type.decider().evolve(before, event);
        Instant created = envelope.version() == 1 ? envelope.time() : head.created();
        var after = new Snapshot(
                envelope.stream(), state, envelope.version(), envelope.hash(), created, envelope.time(), List.of());
        int foundBefore = envelope.version() > 1 && type.isFound(before) ? 1 : 0;
        int foundAfter = type.isFound(state) ? 1 : 0;
        return new Verdict.Extends(envelope, after, Movement.balanceAfter(event, state), foundAfter - foundBefore);
    }
}
