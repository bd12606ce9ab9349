package bank.projection.view;

/**
 * How much of one aggregate type there is in one partition.
 *
 * @param events all events
 * @param aggregates all streams
 * @param transactions the events that moved money
 */
public record Counts(long events, long aggregates, long transactions) {

    public static final Counts NONE = new Counts(0, 0, 0);

    Counts with(boolean first, boolean movesMoney) {
        return new Counts(events + 1, aggregates + (first ? 1 : 0), transactions + (movesMoney ? 1 : 0));
    }

    /** What both have together. */
    public Counts plus(Counts other) {
        return new Counts(events + other.events, aggregates + other.aggregates, transactions + other.transactions);
    }
}
