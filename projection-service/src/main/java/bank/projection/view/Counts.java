package bank.projection.view;

/**
 * How much of one aggregate type there is in one partition.
 *
 * @param events all events
 * @param aggregates all that callers find
 * @param transactions the events that moved money
 */
public record Counts(long events, long aggregates, long transactions) {

    public static final Counts NONE = new Counts(0, 0, 0);

    /** With one event more, which has made so many aggregates more: one, none, or one less. */
    Counts with(int aggregatesMore, boolean movesMoney) {
        return new Counts(events + 1, aggregates + aggregatesMore, transactions + (movesMoney ? 1 : 0));
    }

    /** What both have together. */
    public Counts plus(Counts other) {
        return new Counts(events + other.events, aggregates + other.aggregates, transactions + other.transactions);
    }
}
