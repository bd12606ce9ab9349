package bank.processor;

import bank.es.Send;
import bank.processor.Group.Answer;
import bank.processor.Group.Kept;
import bank.processor.Group.Writes;
import bank.wire.AggregateType;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.DeadLetters;
import bank.wire.EventRecords;
import bank.wire.Reply;
import bank.wire.ReplyTo;
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
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** Decides one command after another. What it gives is complete, and changes nothing until a group takes it in. */
final class CommandHandler {

    private static final int WAITERS_MOST = 32;
    private static final int VALUE_BYTES_MOST = 900_000;

    private final Outgoing outgoing;
    private final Duration idempotencyKept;
    private final InstantSource clock;

    CommandHandler(ProcessorSettings settings, InstantSource clock) {
        this.outgoing = new Outgoing(settings.topics(), settings.partitions());
        this.idempotencyKept = settings.idempotencyKept();
        this.clock = clock;
    }

    /**
     * All that the command writes and who hears what. Throws where a rule fails on it or a record would be too large;
     * nothing has been changed then.
     *
     * @param caller who waits in this process, if the command came from here
     */
    Writes handle(Claim claim, CommandEnvelope command, ReplyTo replyTo, Optional<CompletableFuture<Reply>> caller) {
        var run = new Run(claim, command, replyTo, caller);
        Snapshot current = claim.state().current(command.stream());
        Optional<IdempotencyRecord> known = command.idempotency().flatMap(key -> known(run, key));
        if (known.isPresent()) {
            return repeat(run, current, known.get());
        }
        Decision decision = run.rules().decide(current, command, now(claim, command));
        Writes writes = write(run, current, decision);
        decision.events().forEach(claim::decided);
        return writes;
    }

    /** A command on its way through the rules. */
    private record Run(
            Claim claim, CommandEnvelope command, ReplyTo replyTo, Optional<CompletableFuture<Reply>> caller) {

        Slot slot() {
            return claim.slot();
        }

        Rules<?, ?, ?> rules() {
            return claim.state().rules();
        }
    }

    private Optional<IdempotencyRecord> known(Run run, Idempotency idempotency) {
        String key = IdempotencyRecord.key(run.command().stream().key(), idempotency.key());
        return run.claim().state().answer(key).filter(record -> record.expires().isAfter(clock.instant()));
    }

    private Instant now(Claim claim, CommandEnvelope command) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant notBefore = command.time().isAfter(claim.lastTime()) ? command.time() : claim.lastTime();
        return now.isAfter(notBefore) ? now : notBefore;
    }

    private Writes repeat(Run run, Snapshot current, IdempotencyRecord known) {
        boolean same = run.command()
                .idempotency()
                .map(Idempotency::fingerprint)
                .filter(known.fingerprint()::equals)
                .isPresent();
        if (!same) {
            return answer(run, new Reply.KeyReused());
        }
        if (known.answer().isPresent()) {
            return answer(run, IdempotencyRecord.replayed(known.answer().get()));
        }
        if (run.rules().ended(current)) {
            return answer(run, new Reply.Accepted(List.of(), current, true));
        }
        if (run.caller().isPresent() || current.waiters().size() >= WAITERS_MOST) {
            return answer(run, new Reply.Running(current));
        }
        Snapshot joined = withWaiter(current, run);
        return new Writes(
                run.claim(),
                List.of(snapshotRecord(run, json(run, joined))),
                Optional.empty(),
                Optional.of(joined),
                Optional.empty(),
                Optional.empty());
    }

    private static Snapshot withWaiter(Snapshot snapshot, Run run) {
        List<Waiter> waiters = new ArrayList<>(snapshot.waiters());
        waiters.add(new Waiter(run.command().id(), run.replyTo()));
        return snapshot.withWaiters(waiters);
    }

    private Writes answer(Run run, Reply reply) {
        return Writes.only(
                run.claim(),
                outgoing.reply(run.command(), run.replyTo(), reply),
                run.caller().map(caller -> new Answer(caller, reply)));
    }

    private Writes write(Run run, Snapshot current, Decision decision) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        decision.events()
                .forEach(event -> records.add(EventRecords.toRecord(
                        outgoing.topics().events(run.slot().type()), run.slot().partition(), event)));
        for (Send send : decision.sends()) {
            records.add(outgoing.sagaCommand(run.command(), decision.after(), send));
        }
        Snapshot after = decision.after();
        Reply reply = decision.reply();
        boolean waits = decision.answeredAtEnd() && !decision.ended();
        if (waits && run.caller().isEmpty()) {
            after = withWaiter(after, run);
        } else if (waits) {
            reply = new Reply.Running(after);
        } else {
            records.addAll(outgoing.reply(run.command(), run.replyTo(), reply));
        }
        if (decision.ended()) {
            Snapshot end = after.withWaiters(List.of());
            after.waiters().forEach(waiter -> records.addAll(outgoing.end(run.command(), waiter, end)));
            after = end;
        }
        String json = json(run, after);
        // What the events say of the aggregate need not be written twice; who waits for it they do not say.
        if (!after.waiters().equals(current.waiters())) {
            records.add(snapshotRecord(run, json));
        }
        Optional<Kept> kept = run.command().idempotency().map(key -> kept(run, key, decision));
        kept.ifPresent(row -> records.add(
                outgoing.row(run.slot(), row.recordKey(), row.record().write())));
        records.forEach(record -> checkSize(record.value().length));
        checkSize(Utils.utf8Length(json));
        Reply heard = reply;
        return new Writes(
                run.claim(),
                records,
                decision.events().isEmpty() ? Optional.empty() : Optional.of(after),
                after.equals(current) ? Optional.empty() : Optional.of(after),
                kept,
                run.caller().map(caller -> new Answer(caller, heard)));
    }

    private static String json(Run run, Snapshot snapshot) {
        return SnapshotJson.write(run.rules().type(), snapshot);
    }

    private ProducerRecord<byte[], byte[]> snapshotRecord(Run run, String json) {
        return outgoing.row(run.slot(), run.command().stream().key(), json);
    }

    private Kept kept(Run run, Idempotency idempotency, Decision decision) {
        return new Kept(
                IdempotencyRecord.key(run.command().stream().key(), idempotency.key()),
                new IdempotencyRecord(
                        idempotency.fingerprint(),
                        clock.instant().plus(idempotencyKept),
                        decision.answeredAtEnd() ? Optional.empty() : Optional.of(decision.reply())));
    }

    private static void checkSize(int bytes) {
        if (bytes > VALUE_BYTES_MOST) {
            throw new IllegalStateException("A record of " + bytes + " bytes is more than " + VALUE_BYTES_MOST);
        }
    }

    /** What is written of a command on which a rule failed: a dead letter, and for a caller that it did. */
    Writes defect(
            Claim claim,
            CommandEnvelope command,
            ReplyTo replyTo,
            Optional<CompletableFuture<Reply>> caller,
            long offset,
            Throwable failure) {
        String id = DeadLetters.id(command.id());
        var reply = new Reply.Defect(id);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        AggregateType<?, ?, ?> type = claim.state().rules().type();
        records.add(outgoing.deadLetter(id, type, claim.slot(), command, replyTo, offset, failure, clock.instant()));
        // A saga hears nothing: it waits until an operator replays its command or discards it.
        if (!(replyTo instanceof ReplyTo.ToSaga)) {
            records.addAll(outgoing.reply(command, replyTo, reply));
        }
        return Writes.only(claim, records, caller.map(waiting -> new Answer(waiting, reply)));
    }
}
