package bank.processor;

import bank.es.Carrier;
import bank.es.Parcel;
import bank.es.Send;
import bank.processor.Group.Answer;
import bank.processor.Group.Kept;
import bank.processor.Group.Writes;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.DeadLetters;
import bank.wire.EventRecords;
import bank.wire.Parcels;
import bank.wire.Reply;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import bank.wire.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** Decides one command after another. What it gives is complete, and changes nothing until a group takes it in. */
final class CommandHandler {

    private static final int WAITERS_MOST = 32;
    private static final int VALUE_BYTES_MOST = 900_000;
    private static final int VERSIONS_UNMEASURED = 16;
    private static final int RECORDS_BYTES_UNMEASURED = 16 * 1024;

    private final Outgoing outgoing;
    private final Duration idempotencyKept;
    private final InstantSource clock;

    CommandHandler(ProcessorSettings settings, InstantSource clock) {
        this.outgoing = new Outgoing(settings.domain(), settings.topics(), settings.partitions(), settings.content());
        this.idempotencyKept = settings.idempotencyKept();
        this.clock = clock;
    }

    /**
     * All that the command writes and who hears what. Throws where a rule fails on it or a record would be too large;
     * nothing has been changed then.
     */
    Writes handle(Delivery delivery) {
        Snapshot current = delivery.claim().state().current(delivery.command().stream());
        Optional<IdempotencyRecord> known = delivery.command().idempotency().flatMap(key -> known(delivery, key));
        if (known.isPresent()) {
            return repeat(delivery, current, known.get());
        }
        Decision decision = delivery.rules().decide(current, delivery.command(), now(delivery));
        Writes writes = write(delivery, current, decision);
        decision.events().forEach(event -> delivery.claim().decided(event.envelope()));
        return writes;
    }

    private Optional<IdempotencyRecord> known(Delivery delivery, Idempotency idempotency) {
        String key = IdempotencyRecord.key(delivery.command().stream().key(), idempotency.key());
        return delivery.claim()
                .state()
                .answer(key)
                .filter(record -> record.expires().isAfter(clock.instant()));
    }

    private Instant now(Delivery delivery) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Claim claim = delivery.claim();
        CommandEnvelope command = delivery.command();
        Instant notBefore = command.time().isAfter(claim.lastTime()) ? command.time() : claim.lastTime();
        return now.isAfter(notBefore) ? now : notBefore;
    }

    private Writes repeat(Delivery delivery, Snapshot current, IdempotencyRecord known) {
        boolean same = delivery.command()
                .idempotency()
                .map(Idempotency::fingerprint)
                .filter(known.fingerprint()::equals)
                .isPresent();
        if (!same) {
            return answer(delivery, new Reply.KeyReused());
        }
        if (known.answer().isPresent()) {
            return answer(delivery, IdempotencyRecord.replayed(known.answer().get()));
        }
        if (delivery.rules().ended(current)) {
            return answer(delivery, new Reply.Accepted(List.of(), current, true));
        }
        if (delivery.caller().isPresent() || current.waiters().size() >= WAITERS_MOST) {
            return answer(delivery, new Reply.Running(current));
        }
        Snapshot joined = withWaiter(current, delivery);
        String json = json(delivery, joined);
        return new Writes(
                delivery.claim(),
                List.of(snapshotRecord(delivery, joined, json)),
                Optional.empty(),
                Optional.of(new Held(joined, Utils.utf8Length(json))),
                Optional.empty(),
                Optional.empty(),
                new Reply.Running(joined));
    }

    private static Snapshot withWaiter(Snapshot snapshot, Delivery delivery) {
        List<Waiter> waiters = new ArrayList<>(snapshot.waiters());
        waiters.add(new Waiter(delivery.command().id(), delivery.replyTo()));
        return snapshot.withWaiters(waiters);
    }

    private Writes answer(Delivery delivery, Reply reply) {
        return Writes.only(
                delivery.claim(),
                outgoing.reply(delivery.command(), delivery.replyTo(), reply),
                delivery.caller().map(caller -> new Answer(caller, reply)),
                reply);
    }

    private Writes write(Delivery delivery, Snapshot current, Decision decision) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        decision.events()
                .forEach(event -> records.add(EventRecords.toRecord(
                        outgoing.topics().events(delivery.slot().type()),
                        delivery.slot().partition(),
                        event.envelope(),
                        event.value(),
                        delivery.offset())));
        decision.events().stream()
                .map(NewEvent::envelope)
                .filter(event -> delivery.rules().type().event(event.type()).forgets())
                .forEach(event -> records.add(outgoing.forgotten(event)));
        for (Send send : decision.sends()) {
            records.add(outgoing.sagaCommand(delivery.command(), decision.after(), send));
        }
        parcel(delivery, decision).map(Parcels::toRecord).ifPresent(records::add);
        Snapshot after = decision.after();
        Reply reply = decision.reply();
        boolean waits = decision.answeredAtEnd() && !decision.ended();
        if (waits && delivery.caller().isEmpty()) {
            after = withWaiter(after, delivery);
        } else if (waits) {
            reply = new Reply.Running(after);
        } else {
            records.addAll(outgoing.reply(delivery.command(), delivery.replyTo(), reply));
        }
        if (decision.ended()) {
            Snapshot end = after.withWaiters(List.of());
            after.waiters().forEach(waiter -> records.addAll(outgoing.end(delivery.command(), waiter, end)));
            after = end;
        }
        // What the events say of the aggregate need not be written twice; who waits for it they do not say.
        if (!after.waiters().equals(current.waiters())) {
            records.add(snapshotRecord(delivery, after, json(delivery, after)));
        }
        Optional<Kept> kept = delivery.command().idempotency().map(key -> keep(delivery, key, decision, records));
        records.forEach(record -> checkSize(record.value().length));
        if (isMeasured(current, after, records)) {
            checkSize(2 * Utils.utf8Length(json(delivery, after)));
        }
        Reply heard = reply;
        return new Writes(
                delivery.claim(),
                records,
                decision.events().isEmpty() ? Optional.empty() : Optional.of(after),
                after.equals(current) ? Optional.empty() : Optional.of(held(delivery, after, records)),
                kept,
                delivery.caller().map(caller -> new Answer(caller, heard)),
                decision.reply());
    }

    /** What a command that had its effect brings along. */
    private static Optional<Parcel> parcel(Delivery delivery, Decision decision) {
        return !decision.events().isEmpty() && delivery.command().command() instanceof Carrier carrier
                ? carrier.parcel()
                : Optional.empty();
    }

    private static String json(Delivery delivery, Snapshot snapshot) {
        return SnapshotJson.write(delivery.rules().type(), snapshot);
    }

    private ProducerRecord<byte[], byte[]> snapshotRecord(Delivery delivery, Snapshot snapshot, String json) {
        return outgoing.row(delivery.slot(), snapshot.stream().key(), json, Optional.of(SlotState.head(snapshot)));
    }

    private Kept keep(
            Delivery delivery,
            Idempotency idempotency,
            Decision decision,
            List<ProducerRecord<byte[], byte[]>> records) {
        String key = IdempotencyRecord.key(delivery.command().stream().key(), idempotency.key());
        var answer = new IdempotencyRecord(
                idempotency.fingerprint(),
                clock.instant().plus(idempotencyKept),
                decision.answeredAtEnd() ? Optional.empty() : Optional.of(decision.reply()));
        var row =
                outgoing.row(delivery.slot(), key, answer.write(delivery.rules().type()), Optional.empty());
        records.add(row);
        return new Kept(key, answer, row.value().length);
    }

    /**
     * To write a state only to measure it can cost more than all the rest. Between two measurements it grows by what a
     * few small records say, which is less than the half that is kept free for it.
     */
    private static boolean isMeasured(Snapshot before, Snapshot after, List<ProducerRecord<byte[], byte[]>> records) {
        return bytes(records) > RECORDS_BYTES_UNMEASURED
                || before.version() / VERSIONS_UNMEASURED != after.version() / VERSIONS_UNMEASURED;
    }

    /** It grows by no more than what is written of its command. */
    private static Held held(Delivery delivery, Snapshot after, List<ProducerRecord<byte[], byte[]>> records) {
        int before = delivery.claim().state().held(after.stream()).bytes();
        return new Held(after, before + bytes(records));
    }

    private static int bytes(List<ProducerRecord<byte[], byte[]>> records) {
        int bytes = 0;
        for (ProducerRecord<byte[], byte[]> record : records) {
            bytes += record.value().length;
        }
        return bytes;
    }

    private static void checkSize(int bytes) {
        if (bytes > VALUE_BYTES_MOST) {
            throw new IllegalStateException("A record of " + bytes + " bytes is more than " + VALUE_BYTES_MOST);
        }
    }

    /** What is written of a command on which a rule failed: a dead letter, and for a caller that it did. */
    Writes defect(Delivery delivery, Throwable failure) {
        CommandEnvelope command = delivery.command();
        String id = DeadLetters.id(command.id());
        var reply = new Reply.Defect(id);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(outgoing.deadLetter(id, delivery, failure, clock.instant()));
        records.addAll(outgoing.reply(command, delivery.replyTo(), reply));
        return Writes.only(
                delivery.claim(), records, delivery.caller().map(waiting -> new Answer(waiting, reply)), reply);
    }
}
