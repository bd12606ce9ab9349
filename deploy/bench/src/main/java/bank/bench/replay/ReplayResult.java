package bank.bench.replay;

/** How many events were read, and how long it took. */
public record ReplayResult(long events, long nanos) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How many were read in a second. */
    public double perSecond() {
        return events * NANOS_PER_SECOND / nanos;
    }
}
