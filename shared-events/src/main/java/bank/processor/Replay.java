package bank.processor;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.processor.Closures.ClosedException;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Folds the events behind the checkpoints into the aggregates, and checks that they extend them without a gap. */
final class Replay {

    private final ProcessorSettings settings;
    private final RulesByType rules;
    private final Store store;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ProcessorMetrics metrics;

    Replay(ProcessorSettings settings, Store store, KafkaConsumer<byte[], byte[]> consumer, ProcessorMetrics metrics) {
        this.metrics = metrics;
        this.settings = settings;
        this.rules = new RulesByType(settings.types(), settings.content());
        this.store = store;
        this.consumer = consumer;
    }

    /** What a slot is when all its events are read, and the last of them. */
    record Replayed(SlotState state, Checkpoint last) {}

    /** Reads the events of the slots to the ends of their topics; closes those where they fit nothing. */
    List<Replayed> run(Collection<Slot> slots, Map<TopicPartition, Long> ends, Closures closures) {
        Map<TopicPartition, Fold> folds = new HashMap<>();
        slots.forEach(slot -> closures.attempt(
                slot, "its checkpoint", () -> folds.put(slot.events(settings.topics()), new Fold(slot))));
        consumer.assign(folds.keySet());
        folds.forEach((partition, fold) -> seek(partition, fold.checkpoint));
        LogEnd.readEach(consumer, ends, record -> fold(folds, record, ends, closures));
        List<Replayed> replayed = new ArrayList<>();
        folds.values().stream()
                .filter(fold -> !closures.isClosed(fold.slot()))
                .forEach(fold -> closures.attempt(fold.slot(), "its end", () -> replayed.add(fold.replayed())));
        return replayed;
    }

    private void seek(TopicPartition partition, Checkpoint checkpoint) {
        if (checkpoint.offset() < 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, checkpoint.offset());
        }
    }

    private void fold(
            Map<TopicPartition, Fold> folds,
            ConsumerRecord<byte[], byte[]> record,
            Map<TopicPartition, Long> ends,
            Closures closures) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Fold fold = folds.get(partition);
        if (fold == null || closures.isClosed(fold.slot())) {
            return;
        }
        metrics.restored(1);
        closures.attempt(fold.slot(), "at offset " + record.offset(), () -> fold.take(record));
        if (closures.isClosed(fold.slot())) {
            consumer.seek(partition, ends.getOrDefault(partition, 0L));
        }
    }

    private final class Fold {

        private final Checkpoint checkpoint;
        private final SlotState state;
        private final Set<StreamId> ahead = new HashSet<>();
        private Checkpoint last = Checkpoint.NONE;

        Fold(Slot slot) {
            this.checkpoint =
                    store.record(slot, Checkpoint.KEY).map(Checkpoint::read).orElse(Checkpoint.NONE);
            this.state = new SlotState(slot, rules.of(slot.type()), store);
        }

        Slot slot() {
            return state.slot();
        }

        void take(ConsumerRecord<byte[], byte[]> record) {
            Envelope event = EventRecords.fromRecord(state.slot().type(), record);
            Held held = state.held(event.stream());
            Snapshot known = held.snapshot();
            if (!fits(event, record.value(), known)) {
                throw new ClosedException("at offset " + record.offset() + " version " + event.version() + " of "
                        + event.stream().key() + " does not fit the snapshots and events before it, which end"
                        + " with version " + known.version());
            }
            if (event.version() > known.version()) {
                state.put(new Held(
                        state.rules().extend(known, event, record.value()), held.bytes() + record.value().length));
                state.spillIfFull();
            } else if (event.version() < known.version()) {
                ahead.add(event.stream());
            } else {
                ahead.remove(event.stream());
            }
            if (event.version() <= known.version() && record.offset() > checkpoint.offset()) {
                state.passOver();
            }
            boolean first = last.offset() < checkpoint.offset();
            last = new Checkpoint(record.offset(), event.hash(), event.time(), nextCommand(record));
            if (first && !last.isAt(checkpoint)) {
                throw new ClosedException("at offset " + checkpoint.offset() + " it has another event than when the"
                        + " snapshots were made");
            }
        }

        /** A command that made events has its place in them, so that its offset need not be committed at once. */
        private long nextCommand(ConsumerRecord<byte[], byte[]> record) {
            long before = Math.max(last.nextCommand(), checkpoint.nextCommand());
            return Math.max(before, EventRecords.commandOffset(record).orElse(-1) + 1);
        }

        Replayed replayed() {
            if (last.offset() < checkpoint.offset()) {
                throw new ClosedException(
                        "it ends before offset " + checkpoint.offset() + ", which the snapshots cover");
            }
            if (!ahead.isEmpty()) {
                throw new ClosedException(
                        "it lacks the last events of " + ahead.iterator().next().key());
            }
            return new Replayed(state, last);
        }
    }

    /** A snapshot may be newer than the checkpoint; the events up to it have been folded already. */
    private static boolean fits(Envelope event, byte[] value, Snapshot known) {
        return switch (Long.compare(event.version(), known.version())) {
            case -1 -> true;
            case 0 -> event.hash().equals(known.head());
            default ->
                event.version() == known.version() + 1
                        && event.previousHash().equals(known.head())
                        && event.hash().equals(HashChain.hashOf(event, value));
        };
    }
}
