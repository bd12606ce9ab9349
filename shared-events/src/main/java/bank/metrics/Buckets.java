package bank.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of our histograms, few and the same everywhere, so that what instances measured can be added up. */
public final class Buckets {

    private static final Duration[] TIMES = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final double[] COUNTS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private Buckets() {}

    /** A timer with bounds from a millisecond to half a minute. */
    public static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(TIMES);
    }

    /** A summary of how many of something there were, with bounds from 1 to 1,000. */
    public static DistributionSummary.Builder counts(String name, String description) {
        return DistributionSummary.builder(name).description(description).serviceLevelObjectives(COUNTS);
    }
}
