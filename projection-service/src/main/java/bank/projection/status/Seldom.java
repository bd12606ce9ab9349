package bank.projection.status;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A question that costs something: asked again only when it has been answered, and so that it takes no more than a small
 * share of the time. Thread-safe.
 */
final class Seldom {

    private static final int SHARE = 20;
    private static final long PAUSE_NANOS_MOST = TimeUnit.SECONDS.toNanos(10);

    private final Supplier<Future<?>> question;
    private Future<?> last = Future.succeededFuture();
    private long next = System.nanoTime();

    Seldom(Supplier<Future<?>> question) {
        this.question = question;
    }

    /** Done when it has been asked, now or not long ago. */
    synchronized Future<?> ask() {
        long now = System.nanoTime();
        if (last.isComplete() && now - next >= 0) {
            last = question.get().onComplete(_ -> answered(now));
        }
        return last;
    }

    private synchronized void answered(long begun) {
        long now = System.nanoTime();
        next = now + Math.min(PAUSE_NANOS_MOST, SHARE * (now - begun));
    }
}
