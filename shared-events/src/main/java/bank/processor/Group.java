package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Reply;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one transaction writes: the records of all commands that it takes in, and over the local store an overlay of
 * what they change, so that the second command on an aggregate sees the first. Confined to the processor's thread.
 */
final class Group {

    /** A key of the overlay: a record of a slot's snapshot topic. */
    record RowKey(Slot slot, String recordKey) {}

    /** Who waits for this transaction, and what he will hear. */
    record Answer(CompletableFuture<Reply> caller, Reply reply) {}

    private final Map<RowKey, Snapshot> snapshots = new HashMap<>();
    private final Map<RowKey, byte[]> rows = new LinkedHashMap<>();
    private final Map<RowKey, IdempotencyRecord> idempotency = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Map<Claim, Long> offsets = new LinkedHashMap<>();

    Optional<Snapshot> snapshot(RowKey key) {
        return Optional.ofNullable(snapshots.get(key));
    }

    Optional<IdempotencyRecord> idempotency(RowKey key) {
        return Optional.ofNullable(idempotency.get(key));
    }

    /** Takes in all that one command writes; nothing of it has been seen before. */
    void add(Writes writes) {
        records.addAll(writes.records());
        writes.snapshot().ifPresent(changed -> {
            RowKey key = new RowKey(writes.slot(), changed.snapshot().stream().key());
            snapshots.put(key, changed.snapshot());
            rows.put(key, changed.json().getBytes(UTF_8));
        });
        writes.idempotency().ifPresent(kept -> {
            RowKey key = new RowKey(writes.slot(), kept.recordKey());
            idempotency.put(key, kept.record());
            rows.put(key, kept.json().getBytes(UTF_8));
        });
        writes.answer().ifPresent(answers::add);
    }

    /** The record before this offset of the claim's command topic has been dealt with. */
    void dealtWithBefore(Claim claim, long offset) {
        offsets.put(claim, offset);
    }

    /** How far the claim's commands are dealt with, this group included. */
    long nextOffset(Claim claim) {
        return offsets.getOrDefault(claim, claim.nextOffset());
    }

    /** Whether there is anything to commit. */
    boolean writesNothing() {
        return records.isEmpty() && rows.isEmpty() && offsets.isEmpty();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** The rows that the local store and the snapshot topics get: one for each key, the last. */
    Map<RowKey, byte[]> rows() {
        return rows;
    }

    Map<RowKey, Snapshot> snapshots() {
        return snapshots;
    }

    Map<Claim, Long> offsets() {
        return offsets;
    }

    List<Answer> answers() {
        return answers;
    }

    /**
     * What one command writes, complete before any of it is taken into a group.
     *
     * @param slot where its aggregate lives
     * @param records what goes to other topics than the snapshots
     * @param snapshot the aggregate, if it changed
     * @param idempotency what is kept of it, if it has an idempotency key
     * @param answer who waits here for it
     */
    record Writes(
            Slot slot,
            List<ProducerRecord<byte[], byte[]>> records,
            Optional<Changed> snapshot,
            Optional<Kept> idempotency,
            Optional<Answer> answer) {}

    /** An aggregate's new snapshot, and its JSON. */
    record Changed(Snapshot snapshot, String json) {

        static Changed of(Rules<?, ?, ?> rules, Snapshot snapshot) {
            return new Changed(snapshot, SnapshotJson.write(rules.type(), snapshot));
        }
    }

    /** A new idempotency record under its key, and its JSON. */
    record Kept(String recordKey, IdempotencyRecord record, String json) {

        static Kept of(String recordKey, IdempotencyRecord record) {
            return new Kept(recordKey, record, record.write());
        }
    }
}
