package bank.projection.query;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Says whether what the views show of a time can still change. It no longer can when the time is older than the longest
 * transaction and the clocks' differences, and the views have since read to the end of the log. Thread-safe.
 */
public final class Finality {

    private static final long LOOK_MILLIS = 20;
    private static final int LOOKS_MOST = 10;

    private final LogProgress progress;
    private final QueryPool pool;
    private final Vertx vertx;
    private final Duration delay;
    private final InstantSource clock;
    private volatile Instant completeUpTo = Instant.MIN;

    /** {@code delay} is for how long after a time an event of that time may still come. */
    public Finality(LogProgress progress, QueryPool pool, Vertx vertx, Duration delay, InstantSource clock) {
        this.progress = progress;
        this.pool = pool;
        this.vertx = vertx;
        this.delay = delay;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /**
     * Whether an answer as of that time, read from the views from now on, is final. Views that are a moment behind are
     * waited for; a log whose end cannot be asked for settles nothing.
     */
    public Future<Boolean> of(Instant time) {
        Instant asked = clock.instant();
        if (!time.isAfter(completeUpTo)) {
            return Future.succeededFuture(true);
        }
        if (time.isAfter(asked.minus(delay))) {
            return Future.succeededFuture(false);
        }
        return pool.run(progress::end)
                .compose(end -> reached(end, asked.minus(delay), LOOKS_MOST))
                .recover(_ -> Future.succeededFuture(false));
    }

    private Future<Boolean> reached(LogProgress.End end, Instant complete, int looks) {
        return pool.run(() -> progress.reached(end)).compose(reached -> {
            if (reached) {
                advance(complete);
                return Future.succeededFuture(true);
            }
            return looks == 0
                    ? Future.succeededFuture(false)
                    : vertx.timer(LOOK_MILLIS).compose(_ -> reached(end, complete, looks - 1));
        });
    }

    /** What was read once stays read: views that are read anew do not answer before they are as far again. */
    private synchronized void advance(Instant complete) {
        completeUpTo = completeUpTo.isBefore(complete) ? complete : completeUpTo;
    }
}
