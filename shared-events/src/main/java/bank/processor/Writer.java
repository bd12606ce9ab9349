package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.processor.Group.RowKey;
import bank.processor.Store.Expired;
import bank.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Turns items of the mailbox into groups and commits them: one transaction, then the local store, then the answers.
 * Confined to the processor's thread.
 */
final class Writer {

    private static final String OUTAGE = "Kafka did not take the command, and it had no effect; try again.";
    private static final int SWEEP_MOST = 500;

    private final ProcessorSettings settings;
    private final String self;
    private final Store store;
    private final Transactions transactions;
    private final CommandHandler handler;
    private final Intake intake;
    private final InstantSource clock;
    private final Map<Slot, Claim> claims;
    private final ConsumerGroupMetadata anyGeneration;

    Writer(
            ProcessorSettings settings,
            String self,
            Store store,
            Transactions transactions,
            InstantSource clock,
            Map<Slot, Claim> claims,
            ConsumerGroupMetadata anyGeneration) {
        this.settings = settings;
        this.self = self;
        this.store = store;
        this.transactions = transactions;
        this.handler = new CommandHandler(settings, store, clock);
        this.intake = new Intake(settings, handler, clock, claims);
        this.clock = clock;
        this.claims = claims;
        this.anyGeneration = anyGeneration;
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

    /** Gives the slots up and says so, so that the next owner need shut nobody out. */
    void release(List<Slot> slots) {
        List<Claim> given = drop(slots);
        if (!given.isEmpty()) {
            transactions.commit(List.of(), offsets(given, Ownership.released()), anyGeneration);
        }
    }

    /** Gives the slots up without a word. */
    List<Claim> drop(List<Slot> slots) {
        return slots.stream()
                .map(slot -> Optional.ofNullable(claims.remove(slot)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(List<Claim> of, Ownership ownership) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        of.forEach(claim -> offsets.put(
                claim.slot().commands(settings.topics()),
                new OffsetAndMetadata(claim.nextOffset(), ownership.metadata())));
        return offsets;
    }

    /** Deals with the items in one transaction and answers those who wait. */
    void process(List<Item> items) {
        var group = new Group();
        items.forEach(item -> intake.take(group, item));
        if (!group.writesNothing()) {
            commit(group);
        }
        answer(group);
    }

    static void answer(Group group) {
        group.answers().forEach(answer -> answer.caller().complete(answer.reply()));
    }

    static void answer(Group group, Reply instead) {
        group.answers().forEach(answer -> answer.caller().complete(instead));
    }

    private void commit(Group group) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(group.records());
        group.rows().forEach((key, value) -> records.add(snapshotRecord(key, value)));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        group.offsets()
                .forEach((claim, next) -> offsets.put(
                        claim.slot().commands(settings.topics()),
                        new OffsetAndMetadata(next, Ownership.by(self).metadata())));
        Map<TopicPartition, Long> written;
        try {
            written = transactions.commit(records, offsets, anyGeneration);
        } catch (Transactions.NotCommittedException e) {
            answer(group, new Reply.Unavailable(OUTAGE));
            throw e;
        } catch (Transactions.UnknownException e) {
            throw new UnsettledException(group, e);
        }
        apply(group, written);
        group.offsets().forEach(Claim::dealtWithBefore);
    }

    private ProducerRecord<byte[], byte[]> snapshotRecord(RowKey key, byte @Nullable [] value) {
        return new ProducerRecord<>(
                settings.topics().snapshots(key.slot().type()),
                key.slot().partition(),
                key.recordKey().getBytes(UTF_8),
                value);
    }

    private void apply(Group group, Map<TopicPartition, Long> written) {
        store.write(changes -> {
            Map<Slot, RowKey> last = new HashMap<>();
            group.rows().forEach((key, value) -> {
                changes.put(key.slot(), key.recordKey(), value);
                last.put(key.slot(), key);
            });
            last.forEach((slot, key) -> {
                Claim claim = claims.get(slot);
                Long offset = written.get(slot.snapshots(settings.topics()));
                byte[] value = group.rows().get(key);
                if (claim != null && offset != null && value != null) {
                    changes.position(
                            slot,
                            Restore.position(
                                    claim.topicId(), offset, key.recordKey().getBytes(UTF_8), value));
                }
            });
        });
    }

    /**
     * Tells the callers of a group whose commit had no known result what became of it. The group was one transaction,
     * and the log has been read to its end since: one of its snapshots there means all of it.
     */
    void settle(Group group) {
        for (var entry : group.snapshots().entrySet()) {
            Slot slot = entry.getKey().slot();
            if (claims.containsKey(slot)) {
                var expected = entry.getValue();
                var found = handler.current(new Group(), slot, expected.stream());
                if (found.head().equals(expected.head())) {
                    answer(group);
                    return;
                }
                if (found.version() < expected.version()) {
                    answer(group, new Reply.Unavailable(OUTAGE));
                    return;
                }
            }
        }
        answer(group, new Reply.Unknown());
    }

    /** Forgets idempotency records whose time is over. */
    void sweep() {
        Instant now = clock.instant();
        for (Slot slot : claims.keySet()) {
            List<Expired> expired = store.expired(slot, now, SWEEP_MOST);
            if (!expired.isEmpty()) {
                forget(slot, expired, now);
            }
        }
    }

    /** A key may have been used again since: then only its old expiry goes. */
    private void forget(Slot slot, List<Expired> expired, Instant now) {
        List<Expired> over = expired.stream()
                .filter(row -> store.record(slot, row.recordKey())
                        .map(IdempotencyRecord::read)
                        .filter(record -> record.expires().isBefore(now))
                        .isPresent())
                .toList();
        List<ProducerRecord<byte[], byte[]>> tombstones = over.stream()
                .map(row -> snapshotRecord(new RowKey(slot, row.recordKey()), null))
                .toList();
        if (!tombstones.isEmpty()) {
            transactions.commit(tombstones, Map.of(), anyGeneration);
        }
        store.write(changes -> {
            over.forEach(row -> changes.delete(slot, row.recordKey()));
            expired.forEach(row -> changes.deleteExpiry(slot, row));
        });
    }
}
