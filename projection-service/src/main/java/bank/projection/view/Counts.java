package bank.projection.view;

import java.nio.ByteBuffer;

/**
 * How much of one aggregate type there is in one partition.
 *
 * @param offset the offset of the last event that is counted; an event that is read again is not counted again
 * @param events all events
 * @param aggregates all streams
 * @param transactions the events that moved money
 */
public record Counts(long offset, long events, long aggregates, long transactions) {

    public static final Counts NONE = new Counts(-1, 0, 0, 0);

    Counts with(long eventOffset, boolean first, boolean movesMoney) {
        return new Counts(eventOffset, events + 1, aggregates + (first ? 1 : 0), transactions + (movesMoney ? 1 : 0));
    }

    /** What both have together, without an offset. */
    public Counts plus(Counts other) {
        return new Counts(-1, events + other.events, aggregates + other.aggregates, transactions + other.transactions);
    }

    static Counts read(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        return new Counts(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(offset)
                .putLong(events)
                .putLong(aggregates)
                .putLong(transactions)
                .array();
    }
}
