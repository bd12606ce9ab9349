package bank.processor;

import bank.processor.Checkpointer.Part;
import bank.processor.ProcessorMetrics.TurnedAway;
import bank.processor.Transactions.Written;
import bank.wire.Reply;
import bank.wire.Snapshot;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns items of the mailbox into groups and commits them: one transaction, then the answers.
 * Confined to the processor's thread.
 */
final class Writer {

    private static final String OUTAGE = "Kafka did not take the command, and it had no effect; try again.";
    private static final int CHECKPOINT_CHANGES = 4_000;
    /** So many rows of a checkpoint hardly show in the time of a transaction. */
    private static final int PART_ROWS = 128;

    private static final int RELEASE_PART_ROWS = 4_000;

    private final ProcessorSettings settings;
    private final String self;
    private final Transactions transactions;
    private final Intake intake;
    private final Checkpointer checkpointer;
    private final Expiry expiry;
    private final InstantSource clock;
    private final Map<Slot, Claim> claims;
    private final ConsumerGroupMetadata anyGeneration;
    private final ProcessorMetrics metrics;

    Writer(
            ProcessorSettings settings,
            String self,
            Store store,
            Transactions transactions,
            InstantSource clock,
            Map<Slot, Claim> claims,
            ConsumerGroupMetadata anyGeneration,
            ProcessorMetrics metrics) {
        this.settings = settings;
        this.self = self;
        this.transactions = transactions;
        var outgoing = new Outgoing(settings.domain(), settings.topics(), settings.partitions(), settings.content());
        this.intake = new Intake(settings, new CommandHandler(settings, clock), clock, claims, metrics);
        this.checkpointer = new Checkpointer(outgoing, store);
        this.expiry = new Expiry(store, transactions, outgoing);
        this.clock = clock;
        this.claims = claims;
        this.anyGeneration = anyGeneration;
        this.metrics = metrics;
    }

    /** A group whose commit has no known result; its callers wait. */
    static final class UnsettledException extends RuntimeException {

        private final transient Group group;

        UnsettledException(Group group, Throwable cause) {
            super("The result of a commit is not known", cause);
            this.group = group;
        }

        Group group() {
            return group;
        }
    }

    /** Makes the claims this instance's own, if the group's generation is still the current one. */
    void claim(List<Claim> wanted, ConsumerGroupMetadata generation) {
        transactions.commit(List.of(), offsets(wanted, Ownership.by(self)), generation);
        wanted.forEach(claim -> claims.put(claim.slot(), claim));
    }

    /** Gives the slots up and says so, so that the next owner need shut nobody out, nor read many events. */
    void release(List<Slot> slots) {
        finishCheckpoint();
        slots.stream()
                .map(claims::get)
                .filter(Objects::nonNull)
                .filter(claim -> claim.state().changes() > 0)
                .forEach(claim -> {
                    checkpointer.begin(claim);
                    finishCheckpoint();
                });
        List<Claim> given = drop(slots);
        if (!given.isEmpty()) {
            transactions.commit(List.of(), offsets(given, Ownership.released()), anyGeneration);
        }
    }

    /** Gives the slots up without a word. */
    List<Claim> drop(List<Slot> slots) {
        List<Claim> gone = slots.stream()
                .map(slot -> Optional.ofNullable(claims.remove(slot)))
                .flatMap(Optional::stream)
                .toList();
        checkpointer.drop(gone);
        return gone;
    }

    private void finishCheckpoint() {
        while (checkpointer.isRunning()) {
            write(new Group(), RELEASE_PART_ROWS);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<Claim> of, Ownership ownership) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        of.forEach(claim -> offsets.put(
                claim.slot().commands(settings.topics()),
                new OffsetAndMetadata(claim.nextOffset(), ownership.metadata())));
        return offsets;
    }

    private OffsetAndMetadata owned(long offset) {
        return new OffsetAndMetadata(offset, Ownership.by(self).metadata());
    }

    /** Whether there is something to write without any item. */
    boolean hasWork() {
        return checkpointer.isRunning();
    }

    /** Deals with the items, and the next part of a checkpoint, in one transaction and answers those who wait. */
    void process(List<Item> items) {
        var group = new Group();
        try {
            items.forEach(item -> intake.take(group, item));
        } catch (RuntimeException e) {
            items.forEach(item -> item.refuse(OUTAGE));
            metrics.turnedAway(TurnedAway.OUTAGE, Item.callers(items));
            group.failed(OUTAGE);
            throw e;
        }
        // Twice as many as have come, so that what is still to be written grows less and less.
        write(group, Math.max(PART_ROWS, 2 * group.changes()));
        checkpointer.begin(claims.values(), CHECKPOINT_CHANGES);
    }

    private void write(Group group, int partMost) {
        Optional<Part> part = checkpointer.next(partMost);
        part.ifPresent(rows -> group.add(rows, checkpointer.records(rows)));
        if (!group.writesNothing()) {
            commit(group);
        }
        group.committed();
        answer(group);
        part.ifPresent(checkpointer::committed);
        group.claims().forEach(claim -> claim.state().spillIfFull());
    }

    static void answer(Group group) {
        group.answers().forEach(answer -> answer.caller().complete(answer.reply()));
    }

    static void answer(Group group, Reply instead) {
        group.answers().forEach(answer -> answer.caller().complete(instead));
    }

    private void commit(Group group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        group.uncovered()
                .forEach(
                        claim -> offsets.put(claim.slot().commands(settings.topics()), owned(group.nextOffset(claim))));
        Timer.Sample begun = metrics.begin();
        Map<TopicPartition, Written> written;
        try {
            written = transactions.commit(group.records(), offsets, anyGeneration);
            metrics.committed(begun, group.size());
        } catch (Transactions.NotCommittedException e) {
            metrics.failed(begun);
            metrics.turnedAway(TurnedAway.OUTAGE, group.answers().size());
            group.failed(OUTAGE);
            answer(group, new Reply.Unavailable(OUTAGE));
            throw e;
        } catch (Transactions.UnknownException e) {
            metrics.failed(begun);
            throw new UnsettledException(group, e);
        }
        group.claims().forEach(claim -> committed(claim, written));
        group.offsets().forEach(Claim::dealtWithBefore);
        group.uncovered().forEach(Claim::offsetCommitted);
    }

    private void committed(Claim claim, Map<TopicPartition, Written> written) {
        Written event = written.get(claim.slot().events(settings.topics()));
        if (event != null) {
            claim.committed(event.offset());
        }
        Written row = written.get(claim.slot().snapshots(settings.topics()));
        if (row != null) {
            claim.read(row);
        }
    }

    /**
     * Tells the callers of a group whose commit had no known result what became of it. The group was one transaction,
     * and the log has been read to its end since: one of its events there means all of it.
     */
    void settle(Group group) {
        for (Snapshot expected : group.heads().values()) {
            var stream = expected.stream();
            Claim claim =
                    claims.get(new Slot(stream.type(), settings.partitions().of(stream.key())));
            if (claim != null) {
                Snapshot found = claim.state().current(stream);
                if (found.head().equals(expected.head())) {
                    group.committed();
                    answer(group);
                    return;
                }
                if (found.version() < expected.version()) {
                    group.failed(OUTAGE);
                    answer(group, new Reply.Unavailable(OUTAGE));
                    return;
                }
            }
        }
        group.failed("Whether it was committed is not known");
        answer(group, new Reply.Unknown());
    }

    /** Forgets idempotency records whose time is over, and begins the checkpoint that saves a takeover most. */
    void sweep() {
        claims.values().forEach(claim -> expiry.forget(claim, clock.instant(), anyGeneration));
        checkpointer.begin(claims.values(), 1);
    }
}
