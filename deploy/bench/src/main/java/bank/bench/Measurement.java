package bank.bench;

import bank.bench.load.LoadResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one system did under one load.
 *
 * @param perSecond how many commands succeeded in a second
 * @param p50Millis the median of their latencies
 * @param p99Millis their 99th percentile
 * @param p999Millis their 99.9th percentile
 * @param maxMillis the longest
 * @param cpuMicros the CPU time of the system per command, what it does after the answers included
 * @param memoryMegabytes the memory that the system held afterwards, 0 where it cannot be told
 * @param loadCores how many cores the load generator used beside it
 * @param errors how many answers came with each status other than 2xx; 0 stands for a broken connection
 */
record Measurement(
        double perSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        double cpuMicros,
        double memoryMegabytes,
        double loadCores,
        Map<Integer, Long> errors) {

    static final String CPU = "CPU µs";
    static final String P50 = "p50 ms";
    static final String P99 = "p99 ms";
    static final String PER_SECOND = "per second";

    private static final double NANOS_PER_MICRO = 1e3;

    /** What the load generator saw, and what the system had used when it was at rest again. */
    static Measurement of(LoadResult load, Duration systemCpuAfter, double memoryMegabytes) {
        double micros = systemCpuAfter.toNanos() / NANOS_PER_MICRO - load.systemCpuMicros();
        return new Measurement(
                load.perSecond(),
                load.p50Millis(),
                load.p99Millis(),
                load.p999Millis(),
                load.maxMillis(),
                micros / Math.max(1, load.asked()),
                memoryMegabytes,
                load.loadCores(),
                load.errors());
    }

    /** Each figure's median over the rounds, and all their errors. */
    static Measurement median(List<Measurement> rounds) {
        Map<Integer, Long> errors = new HashMap<>();
        rounds.forEach(round -> round.errors().forEach((status, count) -> errors.merge(status, count, Long::sum)));
        return new Measurement(
                median(rounds, Measurement::perSecond),
                median(rounds, Measurement::p50Millis),
                median(rounds, Measurement::p99Millis),
                median(rounds, Measurement::p999Millis),
                median(rounds, Measurement::maxMillis),
                median(rounds, Measurement::cpuMicros),
                median(rounds, Measurement::memoryMegabytes),
                median(rounds, Measurement::loadCores),
                errors);
    }

    /** Adds what matters where systems are compared under one load. */
    void into(Comparison figures, String system) {
        figures.add(system, CPU, cpuMicros);
        figures.add(system, P50, p50Millis);
        figures.add(system, P99, p99Millis);
        figures.add(system, PER_SECOND, perSecond);
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Medians.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
