package bank.processor;

import bank.processor.SlotState.Row;
import bank.processor.Store.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what has changed in the slots to the snapshot topics and the local store: one slot at a time, and a part of it
 * with each group, so that nobody waits for a whole slot. Its aggregates change meanwhile: a row may be newer than the
 * place that the checkpoint names, as in every fuzzy checkpoint (C. Mohan et al., ARIES, 1992). Confined to the
 * processor's thread.
 */
final class Checkpointer {

    private static final int PART_BYTES_MOST = 4 << 20;

    private final Outgoing outgoing;
    private final Store store;
    private Optional<Checkpointing> running = Optional.empty();

    Checkpointer(Outgoing outgoing, Store store) {
        this.outgoing = outgoing;
        this.store = store;
    }

    /**
     * A checkpoint that is being made.
     *
     * @param place how far the events were when it began
     * @param position how far the snapshot topic was then
     * @param keys what is still to be written
     */
    private record Checkpointing(Claim claim, Checkpoint place, Optional<Position> position, Iterator<String> keys) {}

    /** What one transaction writes of it; with the last part, the place. */
    record Part(Claim claim, List<Row> rows, Optional<Place> place) {}

    /** What the finished checkpoint says, and how far the local store has then read the snapshot topic. */
    record Place(Checkpoint checkpoint, Optional<Position> position) {}

    boolean isRunning() {
        return running.isPresent();
    }

    /** Begins one for the slot with the most changes, if it has at least so many and none is being made. */
    void begin(Collection<Claim> claims, int changesLeast) {
        if (running.isEmpty()) {
            claims.stream()
                    .max(Comparator.comparingInt(claim -> claim.state().changes()))
                    .filter(claim -> claim.state().changes() >= changesLeast)
                    .ifPresent(this::begin);
        }
    }

    /** Begins one for this slot; none is being made for another. */
    void begin(Claim claim) {
        running = Optional.of(new Checkpointing(
                claim, claim.checkpoint(), claim.position(), claim.state().beginCheckpoint()));
    }

    /** The slots are no longer this instance's. */
    void drop(Collection<Claim> claims) {
        running = running.filter(checkpoint -> !claims.contains(checkpoint.claim()));
    }

    /** The next part, of at most so many rows, if one is being made. */
    Optional<Part> next(int most) {
        return running.map(checkpoint -> next(checkpoint, most));
    }

    private static Part next(Checkpointing checkpoint, int most) {
        List<Row> rows = new ArrayList<>();
        int bytes = 0;
        while (checkpoint.keys().hasNext() && rows.size() < most && bytes < PART_BYTES_MOST) {
            Optional<Row> row = checkpoint.claim().state().row(checkpoint.keys().next());
            if (row.isPresent()) {
                rows.add(row.get());
                bytes += row.get().value().length;
            }
        }
        Optional<Place> place = checkpoint.keys().hasNext()
                ? Optional.empty()
                : Optional.of(new Place(checkpoint.place(), checkpoint.position()));
        return new Part(checkpoint.claim(), rows, place);
    }

    List<ProducerRecord<byte[], byte[]>> records(Part part) {
        Slot slot = part.claim().slot();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Row row : part.rows()) {
            if (!row.onTopic()) {
                records.add(outgoing.row(slot, row.key(), row.value(), row.head()));
            }
        }
        part.place()
                .ifPresent(place -> records.add(
                        outgoing.row(slot, Checkpoint.KEY, place.checkpoint().write())));
        return records;
    }

    /** The part's transaction is committed. */
    void committed(Part part) {
        Slot slot = part.claim().slot();
        store.write(changes -> {
            for (Row row : part.rows()) {
                if (row.marked()) {
                    changes.unmark(slot, row.key());
                } else {
                    changes.put(slot, row.key(), row.value());
                }
            }
            part.place().ifPresent(place -> {
                changes.put(slot, Checkpoint.KEY, place.checkpoint().write());
                place.position().ifPresent(position -> changes.position(slot, position));
            });
        });
        part.rows().forEach(part.claim().state()::stored);
        if (part.place().isPresent()) {
            running = Optional.empty();
        }
    }
}
