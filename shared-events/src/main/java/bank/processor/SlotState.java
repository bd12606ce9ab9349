package bank.processor;

import bank.es.StreamId;
import bank.processor.Group.Kept;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import bank.wire.SnapshotJson.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
    private static final int KEPT_BYTES_MOST = 1_024;
    private static final int CHANGED_ROWS_MOST = 10_000;
    private static final int CHANGED_BYTES_MOST = 4 << 20;

    private final Slot slot;
    private final Rules<?, ?, ?> rules;
    private final Store store;
    private final Map<String, Held> changed = new HashMap<>();
    private final Map<String, Kept> answers = new HashMap<>();
    private final Map<String, Held> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            return size() > KEPT_MOST;
        }
    };
    private int changes;
    private long changedBytes;

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
        return held(stream).snapshot();
    }

    /** The aggregate as it is now. */
    Held held(StreamId stream) {
        Held inMemory = changed.get(stream.key());
        if (inMemory == null) {
            inMemory = kept.get(stream.key());
        }
        return inMemory != null ? inMemory : stored(stream);
    }

    private Held stored(StreamId stream) {
        Optional<byte[]> json = store.record(slot, stream.key());
        if (json.isEmpty()) {
            return new Held(Snapshot.none(stream, rules.initial()), 0);
        }
        var held = new Held(SnapshotJson.read(rules.type(), stream, json.get()), json.get().length);
        keep(held);
        return held;
    }

    /** A large one would take the place of many, and a saga that has ended is not asked for again. */
    private void keep(Held held) {
        if (held.bytes() <= KEPT_BYTES_MOST && !rules.ended(held.snapshot())) {
            kept.put(held.snapshot().stream().key(), held);
        }
    }

    Optional<IdempotencyRecord> answer(String recordKey) {
        return Optional.ofNullable(answers.get(recordKey))
                .map(Kept::record)
                .or(() -> store.record(slot, recordKey).map(json -> IdempotencyRecord.read(rules.type(), json)));
    }

    void put(Held held) {
        String key = held.snapshot().stream().key();
        kept.remove(key);
        Held before = changed.put(key, held);
        changedBytes += held.bytes() - (before == null ? 0 : before.bytes());
        changes++;
    }

    void put(Kept answer) {
        Kept before = answers.put(answer.recordKey(), answer);
        changedBytes += answer.bytes() - (before == null ? 0 : before.bytes());
        changes++;
    }

    /** An event is not covered by any checkpoint, but its aggregate's row is as new already. */
    void passOver() {
        changes++;
    }

    /** How many changes a takeover would have to read again, had the checkpoint under way been made. */
    int changes() {
        return changes;
    }

    /**
     * Bounds what is in memory, whatever the pace of checkpoints. All of it must be committed. The rows that the topic
     * does not have yet are marked in the store, for the next checkpoint.
     */
    void spillIfFull() {
        if (changed.size() + answers.size() >= CHANGED_ROWS_MOST || changedBytes >= CHANGED_BYTES_MOST) {
            spill();
        }
    }

    void spill() {
        store.write(rows -> {
            changed.forEach((key, held) -> rows.putMarked(slot, key, sealed(key, held)));
            answers.forEach((key, answer) -> rows.put(slot, key, sealed(key, answer)));
        });
        changed.clear();
        answers.clear();
        changedBytes = 0;
    }

    /** The keys of all that the local store or the topic does not have yet: what a checkpoint that begins now writes. */
    Iterator<String> beginCheckpoint() {
        changes = 0;
        List<String> keys = new ArrayList<>(changed.keySet());
        keys.addAll(answers.keySet());
        return new UnwrittenKeys(store, slot, keys);
    }

    /**
     * What a key stands for now, to be written to the local store.
     *
     * @param value what it stands for, as it is stored
     * @param head how far its stream is, if it is a snapshot
     * @param onTopic whether its topic has it already
     * @param marked whether the local store has it, marked
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(String key, byte[] value, Optional<Head> head, boolean onTopic, boolean marked) {}

    /** Empty if it has been written since its checkpoint began. */
    Optional<Row> row(String key) {
        Held held = changed.get(key);
        if (held != null) {
            return Optional.of(new Row(key, sealed(key, held), Optional.of(head(held.snapshot())), false, false));
        }
        Kept answer = answers.get(key);
        if (answer != null) {
            return Optional.of(new Row(key, sealed(key, answer), Optional.empty(), true, false));
        }
        return store.markedRecord(slot, key)
                .map(value -> new Row(key, value, SnapshotJson.head(store.opened(slot, key, value)), false, true));
    }

    private byte[] sealed(String key, Held held) {
        return store.sealed(slot, key, SnapshotJson.write(rules.type(), held.snapshot()));
    }

    private byte[] sealed(String key, Kept answer) {
        return store.sealed(slot, key, answer.record().write(rules.type()));
    }

    static Head head(Snapshot snapshot) {
        return new Head(snapshot.version(), snapshot.head());
    }

    /** The local store has the row as it is now. */
    void stored(Row row) {
        Held held = changed.remove(row.key());
        if (held != null) {
            changedBytes -= held.bytes();
            keep(new Held(held.snapshot(), row.value().length));
        }
        Kept answer = answers.remove(row.key());
        if (answer != null) {
            changedBytes -= answer.bytes();
        }
    }
}
