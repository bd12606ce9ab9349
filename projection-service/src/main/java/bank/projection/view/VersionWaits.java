package bank.projection.view;

import bank.es.StreamId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that wait until a view has an aggregate's version. Thread-safe. */
public final class VersionWaits {

    private static final int MOST = 10_000;

    private record Wait(long version, CompletableFuture<Void> reached) {}

    private final ConcurrentHashMap<StreamId, ConcurrentLinkedQueue<Wait>> waits = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final NewEvents news = new NewEvents();
    private volatile boolean stopping;

    /**
     * Completes when the view has that version of the stream. Register first and look into the view then, for a version
     * that it has already is not announced again. Whoever no longer waits must cancel.
     *
     * @throws RejectedExecutionException if too many wait already
     */
    public CompletableFuture<Void> until(StreamId stream, long version) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            throw new RejectedExecutionException("Too many callers wait for a version");
        }
        var wait = new Wait(version, new CompletableFuture<>());
        waits.compute(stream, (_, others) -> {
            var queue = others == null ? new ConcurrentLinkedQueue<Wait>() : others;
            queue.add(wait);
            return queue;
        });
        var _ = wait.reached().whenComplete((_, _) -> remove(stream, wait));
        if (stopping) {
            wait.reached().complete(null);
        }
        return wait.reached();
    }

    /** The same, but it completes too when the time is over. */
    public CompletableFuture<Void> until(StreamId stream, long version, Duration most) {
        return until(stream, version).completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void remove(StreamId stream, Wait wait) {
        count.decrementAndGet();
        waits.computeIfPresent(stream, (_, queue) -> {
            queue.remove(wait);
            return queue.isEmpty() ? null : queue;
        });
    }

    /** Nobody waits any longer, also of those who come from now on. */
    public void stopWaiting() {
        stopping = true;
        waits.values().forEach(queue -> queue.forEach(wait -> wait.reached().complete(null)));
        news.stopWaiting();
    }

    /** Callers that wait for any event at all. */
    public NewEvents news() {
        return news;
    }

    /** Other views may have taken the place of those that were waited for: whoever waits looks again. */
    public void lookAgain() {
        news.cameHere();
        waits.values().forEach(queue -> queue.forEach(wait -> wait.reached().complete(null)));
    }

    /** The view has that version now. */
    void reached(StreamId stream, long version) {
        news.cameHere();
        if (waits.isEmpty()) {
            return;
        }
        var queue = waits.get(stream);
        if (queue != null) {
            queue.forEach(wait -> {
                if (wait.version() <= version) {
                    wait.reached().complete(null);
                }
            });
        }
    }
}
