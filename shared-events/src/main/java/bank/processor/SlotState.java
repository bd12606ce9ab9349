package bank.processor;

import bank.es.StreamId;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slot as it is now: the local store, and in memory what has changed since that has it, and the aggregates used last.
 * Confined to one thread at a time.
 */
final class SlotState {

    private static final int KEPT_MOST = 2_000;
    private static final int KEPT_LENGTH_MOST = 1_024;

    private final Slot slot;
    private final Rules<?, ?, ?> rules;
    private final Store store;
    private final Map<String, Snapshot> changed = new HashMap<>();
    private final Map<String, IdempotencyRecord> answers = new HashMap<>();
    private final Map<String, Snapshot> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Snapshot> eldest) {
            return size() > KEPT_MOST;
        }
    };
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
        Snapshot inMemory = changed.get(stream.key());
        if (inMemory == null) {
            inMemory = kept.get(stream.key());
        }
        return inMemory != null ? inMemory : stored(stream);
    }

    private Snapshot stored(StreamId stream) {
        Optional<byte[]> json = store.record(slot, stream.key());
        if (json.isEmpty()) {
            return Snapshot.none(stream, rules.initial());
        }
        Snapshot snapshot = SnapshotJson.read(rules.type(), stream, json.get());
        keep(snapshot, json.get().length);
        return snapshot;
    }

    /** A large one would take the place of many, and a saga that has ended is not asked for again. */
    private void keep(Snapshot snapshot, int length) {
        if (length <= KEPT_LENGTH_MOST && !rules.ended(snapshot)) {
            kept.put(snapshot.stream().key(), snapshot);
        }
    }

    Optional<IdempotencyRecord> answer(String recordKey) {
        return Optional.ofNullable(answers.get(recordKey))
                .or(() -> store.record(slot, recordKey).map(IdempotencyRecord::read));
    }

    void put(Snapshot snapshot) {
        kept.remove(snapshot.stream().key());
        changed.put(snapshot.stream().key(), snapshot);
        changes++;
    }

    void put(String recordKey, IdempotencyRecord answer) {
        answers.put(recordKey, answer);
        changes++;
    }

    /** How many changes a takeover would have to read again, had the checkpoint under way been made. */
    int changes() {
        return changes;
    }

    /** The keys of all that the local store does not have yet: what a checkpoint that begins now has to write. */
    List<String> beginCheckpoint() {
        changes = 0;
        List<String> keys = new ArrayList<>(changed.keySet());
        keys.addAll(answers.keySet());
        return keys;
    }

    /**
     * What a key stands for now, to be written to the local store.
     *
     * @param onTopic whether its topic has it already
     */
    record Row(String key, String json, boolean onTopic) {}

    Row row(String key) {
        Snapshot snapshot = changed.get(key);
        if (snapshot != null) {
            return new Row(key, SnapshotJson.write(rules.type(), snapshot), false);
        }
        IdempotencyRecord answer = answers.get(key);
        if (answer == null) {
            throw new IllegalStateException("Nothing has changed under " + key);
        }
        return new Row(key, answer.write(), true);
    }

    /** The local store has the row as it is now. */
    void stored(Row row) {
        Snapshot snapshot = changed.remove(row.key());
        if (snapshot != null) {
            keep(snapshot, row.json().length());
        }
        answers.remove(row.key());
    }
}
