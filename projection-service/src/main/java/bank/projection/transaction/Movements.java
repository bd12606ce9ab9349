package bank.projection.transaction;

import bank.Aggregates;
import bank.projection.view.LogRow;
import bank.projection.view.ViewRows;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What moved money in all partitions, from the newest backwards: in each partition one leads to the one before it, and
 * the next is the latest of them.
 */
final class Movements implements Iterator<Movements.Movement> {

    static final String TYPE = Aggregates.ACCOUNT.name();

    private final PriorityQueue<Movement> waiting =
            new PriorityQueue<>(Comparator.comparing(Movement::place).reversed());

    /** One of them, and the view that has it. */
    record Movement(ViewRows view, Place place, LogRow row) {}

    /** The newest, or those before a place. */
    Movements(List<ViewRows> partitions, Optional<Place> before) {
        for (int partition = 0; partition < partitions.size(); partition++) {
            ViewRows view = partitions.get(partition);
            int number = partition;
            Optional<LogRow> start = before.isEmpty()
                    ? view.lastLog(TYPE, Long.MAX_VALUE)
                    : view.lastLog(TYPE, row -> place(number, row).compareTo(before.get()) < 0);
            start.flatMap(row -> view.lastMovement(TYPE, row)).ifPresent(row -> add(view, number, row));
        }
    }

    private void add(ViewRows view, int partition, LogRow row) {
        waiting.add(new Movement(view, place(partition, row), row));
    }

    private static Place place(int partition, LogRow row) {
        return new Place(row.time(), partition, row.offset());
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public Movement next() {
        Movement newest = waiting.remove();
        newest.view()
                .log(TYPE, newest.row().movementBefore())
                .ifPresent(row -> add(newest.view(), newest.place().partition(), row));
        return newest;
    }
}
