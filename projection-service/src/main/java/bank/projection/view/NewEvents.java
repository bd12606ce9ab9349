package bank.projection.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers that wait until the views have any new event. Who folds the events only looks whether anybody waits; another
 * thread wakes them. Thread-safe.
 */
public final class NewEvents {

    private final ConcurrentHashMap<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean stopping;
    private volatile Runnable awaited = () -> {};

    /**
     * Completes when there is a new event. Register first and look into the view then, for what it has already is not
     * announced again. Whoever no longer waits must complete it.
     */
    public CompletableFuture<Void> next() {
        var next = nextHere();
        readers.incrementAndGet();
        var _ = next.whenComplete((_, _) -> readers.decrementAndGet());
        awaited.run();
        return next;
    }

    /** The same, but only events that are folded here count. */
    public CompletableFuture<Void> nextHere() {
        var next = new CompletableFuture<Void>();
        long number = numbers.incrementAndGet();
        waiting.put(number, next);
        var _ = next.whenComplete((_, _) -> waiting.remove(number));
        if (stopping) {
            next.complete(null);
        }
        return next;
    }

    /** Nobody waits any longer, also of those who come from now on. */
    void stopWaiting() {
        stopping = true;
        waiting.values().forEach(next -> next.complete(null));
    }

    /** Has that run whenever somebody begins to wait, to hear of events that are folded elsewhere. */
    public void whenAwaited(Runnable action) {
        awaited = action;
    }

    /** Whether anybody waits for events wherever they are folded. */
    public boolean isAwaited() {
        return readers.get() > 0;
    }

    /** How many have come here so far. */
    public long count() {
        return count.get();
    }

    /** A view here has another event. */
    void cameHere() {
        count.incrementAndGet();
        came();
    }

    /** A view has another event, here or elsewhere. */
    public void came() {
        if (!waiting.isEmpty() && waking.compareAndSet(false, true)) {
            ForkJoinPool.commonPool().execute(this::wake);
        }
    }

    /** Who registers from now on is woken by the next event, or finds this one. */
    private void wake() {
        waking.set(false);
        waiting.values().forEach(next -> next.complete(null));
    }
}
