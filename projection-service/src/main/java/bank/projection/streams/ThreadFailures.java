package bank.projection.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that failed is replaced, but not for ever: what fails at once again stops the views. Thread-safe. */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    ThreadFailures(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        failures.removeIf(at -> at.isBefore(now.minus(WITHIN)));
        failures.add(now);
        boolean again = failures.size() <= MOST;
        LOG.atError().setCause(failure).addKeyValue("replaced", again).log("The views' thread failed");
        return again ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
