package bank.bench.load;

import bank.bench.machine.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the answers of one run, from its making on. Used by one thread. */
final class Tally {

    /** Stands for the status of an answer that never came. */
    static final int BROKEN = 0;

    private static final int OK_LEAST = 200;
    private static final int OK_MOST = 299;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    private final Map<Integer, Long> errors = new TreeMap<>();
    private final Duration systemCpu;
    private final Duration loadCpu = Usage.cpu(ProcessHandle.current());
    private final long begin = System.nanoTime();
    private long asked;
    private long succeeded;
    private double seconds;
    private double loadCores;

    /** Begins to measure, the system under test having used so much CPU time. */
    Tally(Duration systemCpu) {
        this.systemCpu = systemCpu;
    }

    void answered(int status, long nanos) {
        asked++;
        if (OK_LEAST <= status && status <= OK_MOST) {
            latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
        } else {
            errors.merge(status, 1L, Long::sum);
        }
    }

    /** Ends the time that is measured; what is answered later no longer counts for the throughput. */
    void end() {
        long nanos = System.nanoTime() - begin;
        seconds = nanos / NANOS_PER_SECOND;
        succeeded = latencies.getTotalCount();
        loadCores = (double) Usage.cpu(ProcessHandle.current()).minus(loadCpu).toNanos() / nanos;
    }

    LoadResult result() {
        return new LoadResult(
                seconds,
                succeeded,
                asked,
                millis(latencies.getValueAtPercentile(50)),
                millis(latencies.getValueAtPercentile(99)),
                millis(latencies.getValueAtPercentile(99.9)),
                millis(latencies.getMaxValue()),
                errors,
                systemCpu.toNanos() / TimeUnit.MICROSECONDS.toNanos(1),
                loadCores);
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
