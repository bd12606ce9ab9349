package bank.processor;

import bank.es.Send;
import bank.es.StreamId;
import bank.processor.Group.Answer;
import bank.processor.Group.Changed;
import bank.processor.Group.Kept;
import bank.processor.Group.RowKey;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** Decides one command after another, over the local store and the overlay of the group that is being made. */
final class CommandHandler {

    private static final int WAITERS_MOST = 32;
    private static final int VALUE_BYTES_MOST = 900_000;

    private final Map<String, Rules<?, ?, ?>> rules;
    private final Outgoing outgoing;
    private final Store store;
    private final Duration idempotencyKept;
    private final InstantSource clock;

    CommandHandler(ProcessorSettings settings, Store store, InstantSource clock) {
        this.rules = settings.types().stream()
                .<Rules<?, ?, ?>>map(Rules::new)
                .collect(Collectors.toUnmodifiableMap(rules -> rules.type().name(), Function.identity()));
        this.outgoing = new Outgoing(settings.topics(), settings.partitions());
        this.store = store;
        this.idempotencyKept = settings.idempotencyKept();
        this.clock = clock;
    }

    AggregateType<?, ?, ?> type(Slot slot) {
        return rules(slot).type();
    }

    Outgoing outgoing() {
        return outgoing;
    }

    private Rules<?, ?, ?> rules(Slot slot) {
        Rules<?, ?, ?> found = rules.get(slot.type());
        if (found == null) {
            throw new IllegalArgumentException("This processor does not decide for " + slot.type());
        }
        return found;
    }

    /**
     * All that the command writes and who hears what. Throws where a rule fails on it or a record would be too large;
     * nothing has been changed then.
     *
     * @param caller who waits in this process, if the command came from here
     */
    Writes handle(
            Group group,
            Claim claim,
            CommandEnvelope command,
            ReplyTo replyTo,
            Optional<CompletableFuture<Reply>> caller) {
        var run = new Run(claim, rules(claim.slot()), command, replyTo, caller);
        Snapshot current = current(group, claim.slot(), run.rules(), command.stream());
        Optional<IdempotencyRecord> known = command.idempotency().flatMap(key -> known(group, run, key));
        if (known.isPresent()) {
            return repeat(run, current, known.get());
        }
        Decision decision = run.rules().decide(current, command, now(claim, command));
        Writes writes = write(run, current, decision);
        claim.eventAt(decision.after().time());
        return writes;
    }

    /** A command on its way through the rules. */
    private record Run(
            Claim claim,
            Rules<?, ?, ?> rules,
            CommandEnvelope command,
            ReplyTo replyTo,
            Optional<CompletableFuture<Reply>> caller) {

        Slot slot() {
            return claim.slot();
        }
    }

    /** The aggregate as the group leaves it so far. */
    Snapshot current(Group group, Slot slot, StreamId stream) {
        return current(group, slot, rules(slot), stream);
    }

    private Snapshot current(Group group, Slot slot, Rules<?, ?, ?> of, StreamId stream) {
        return group.snapshot(new RowKey(slot, stream.key()))
                .or(() -> store.record(slot, stream.key()).map(json -> SnapshotJson.read(of.type(), stream, json)))
                .orElseGet(() -> Snapshot.none(stream, of.initial()));
    }

    private Optional<IdempotencyRecord> known(Group group, Run run, Idempotency idempotency) {
        String key = IdempotencyRecord.key(run.command().stream().key(), idempotency.key());
        return group.idempotency(new RowKey(run.slot(), key))
                .or(() -> store.record(run.slot(), key).map(IdempotencyRecord::read))
                .filter(record -> record.expires().isAfter(clock.instant()));
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
        Changed joined = Changed.of(run.rules(), withWaiter(current, run));
        return new Writes(run.slot(), List.of(), Optional.of(joined), Optional.empty(), Optional.empty());
    }

    private static Snapshot withWaiter(Snapshot snapshot, Run run) {
        List<Waiter> waiters = new ArrayList<>(snapshot.waiters());
        waiters.add(new Waiter(run.command().id(), run.replyTo()));
        return snapshot.withWaiters(waiters);
    }

    private Writes answer(Run run, Reply reply) {
        return new Writes(
                run.slot(),
                outgoing.reply(run.command(), run.replyTo(), reply),
                Optional.empty(),
                Optional.empty(),
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
        Reply heard = reply;
        var writes = new Writes(
                run.slot(),
                records,
                after.equals(current) ? Optional.empty() : Optional.of(Changed.of(run.rules(), after)),
                run.command().idempotency().map(key -> kept(run, key, decision)),
                run.caller().map(caller -> new Answer(caller, heard)));
        checkSizes(writes);
        return writes;
    }

    private Kept kept(Run run, Idempotency idempotency, Decision decision) {
        return Kept.of(
                IdempotencyRecord.key(run.command().stream().key(), idempotency.key()),
                new IdempotencyRecord(
                        idempotency.fingerprint(),
                        clock.instant().plus(idempotencyKept),
                        decision.answeredAtEnd() ? Optional.empty() : Optional.of(decision.reply())));
    }

    private static void checkSizes(Writes writes) {
        writes.records().forEach(record -> checkSize(record.value().length));
        writes.snapshot().ifPresent(changed -> checkSize(Utils.utf8Length(changed.json())));
        writes.idempotency().ifPresent(kept -> checkSize(Utils.utf8Length(kept.json())));
    }

    private static void checkSize(int bytes) {
        if (bytes > VALUE_BYTES_MOST) {
            throw new IllegalStateException("A record of " + bytes + " bytes is more than " + VALUE_BYTES_MOST);
        }
    }

    /** What is written of a command on which a rule failed: a dead letter, and for a caller that it did. */
    Writes defect(
            Slot slot,
            CommandEnvelope command,
            ReplyTo replyTo,
            Optional<CompletableFuture<Reply>> caller,
            long offset,
            Throwable failure) {
        String id = DeadLetters.id(command.id());
        var reply = new Reply.Defect(id);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(outgoing.deadLetter(id, type(slot), slot, command, replyTo, offset, failure, clock.instant()));
        // A saga hears nothing: it waits until an operator replays its command or discards it.
        if (!(replyTo instanceof ReplyTo.ToSaga)) {
            records.addAll(outgoing.reply(command, replyTo, reply));
        }
        return new Writes(
                slot, records, Optional.empty(), Optional.empty(), caller.map(waiting -> new Answer(waiting, reply)));
    }
}
