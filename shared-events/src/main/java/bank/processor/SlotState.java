package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.StreamId;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A slot as it is now: the local store, which has it as of the last checkpoint, and in memory what has changed since.
 * Confined to one thread at a time.
 */
final class SlotState {

    private final Slot slot;
    private final Rules<?, ?, ?> rules;
    private final Store store;
    private final Map<String, Snapshot> snapshots = new HashMap<>();
    private final Map<String, IdempotencyRecord> answers = new HashMap<>();
    private int changes;

    SlotState(Slot slot, Rules<?, ?, ?> rules, Store store) {
        this.slot = slot;
        this.rules = rules;
        this.store = store;
    }

    Slot slot() {
        return slot;
    }

    Rules<?, ?, ?> rules() {
        return rules;
    }

    Snapshot current(StreamId stream) {
        Snapshot changed = snapshots.get(stream.key());
        return changed != null ? changed : stored(stream);
    }

    private Snapshot stored(StreamId stream) {
        return store.record(slot, stream.key())
                .map(json -> SnapshotJson.read(rules.type(), stream, json))
                .orElseGet(() -> Snapshot.none(stream, rules.initial()));
    }

    Optional<IdempotencyRecord> answer(String recordKey) {
        return Optional.ofNullable(answers.get(recordKey))
                .or(() -> store.record(slot, recordKey).map(IdempotencyRecord::read));
    }

    void put(Snapshot snapshot) {
        snapshots.put(snapshot.stream().key(), snapshot);
        changes++;
    }

    void put(String recordKey, IdempotencyRecord answer) {
        answers.put(recordKey, answer);
        changes++;
    }

    /** How many changes a takeover would have to read again. */
    int changes() {
        return changes;
    }

    /** The changed snapshots as they stand on their topic, by their keys. */
    Map<String, byte[]> snapshotRows() {
        Map<String, byte[]> rows = new LinkedHashMap<>();
        snapshots.forEach((key, snapshot) ->
                rows.put(key, SnapshotJson.write(rules.type(), snapshot).getBytes(UTF_8)));
        return rows;
    }

    /** The new idempotency records, which their topic has already. */
    Map<String, byte[]> answerRows() {
        Map<String, byte[]> rows = new LinkedHashMap<>();
        answers.forEach((key, answer) -> rows.put(key, answer.write().getBytes(UTF_8)));
        return rows;
    }

    /** The local store has all that has changed. */
    void stored() {
        snapshots.clear();
        answers.clear();
        changes = 0;
    }
}
