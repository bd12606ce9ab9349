package bank.bench.load;

import java.util.Map;

/**
 * What the load generator saw. The latencies are those of a closed loop.
 *
 * @param seconds how long it was measured
 * @param succeeded how many answers with a status of 2xx came in that time
 * @param asked how many answers of any status came from the beginning of the measuring until the last client had its
 *     answer
 * @param p50Millis the median of the latencies of those that succeeded
 * @param p99Millis their 99th percentile
 * @param p999Millis their 99.9th percentile
 * @param maxMillis the longest of them
 * @param errors how many answers came with each other status; 0 stands for a broken connection
 * @param systemCpuMicros the CPU time that the system under test had used when the measuring began
 * @param loadCores how many cores the load generator itself used
 */
public record LoadResult(
        double seconds,
        long succeeded,
        long asked,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        Map<Integer, Long> errors,
        long systemCpuMicros,
        double loadCores) {

    /** How many succeeded in a second. */
    public double perSecond() {
        return succeeded / seconds;
    }
}
