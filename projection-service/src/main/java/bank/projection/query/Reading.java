package bank.projection.query;

import bank.http.Prefer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How one request reads the views: whether it takes what copies have where the views themselves cannot be read, and how
 * old what it got was. Thread-safe.
 */
public final class Reading {

    private static final ScopedValue<Reading> CURRENT = ScopedValue.newInstance();
    private static final String AGE = "Age";
    private static final long MILLIS_PER_SECOND = 1_000;

    private final boolean takesStale;
    private final Set<Integer> away = ConcurrentHashMap.newKeySet();
    private final AtomicLong ageMillis = new AtomicLong();

    private Reading(boolean takesStale) {
        this.takesStale = takesStale;
    }

    /** Of the views themselves, or not at all. */
    public static Reading live() {
        return new Reading(false);
    }

    /** As the request prefers; where it takes copies, its answer says how old it may be. */
    public static Reading of(RoutingContext request) {
        var reading = new Reading(Prefer.of(request.request()).staleOk());
        if (reading.takesStale) {
            request.addHeadersEndHandler(_ -> request.response().putHeader(AGE, Long.toString(reading.ageSeconds())));
        }
        return reading;
    }

    /** That of the query which runs on this thread. */
    public static Reading current() {
        return CURRENT.isBound() ? CURRENT.get() : live();
    }

    /** Runs the query as a part of this. */
    <T> T call(Callable<T> query) throws Exception {
        return ScopedValue.where(CURRENT, this).call(query::call);
    }

    public boolean takesStale() {
        return takesStale;
    }

    /** The partition's views cannot be read: from now on a copy will do. */
    public void missed(int partition) {
        away.add(partition);
    }

    public boolean hasMissed(int partition) {
        return away.contains(partition);
    }

    /** Something was read from a copy that may be so old. */
    public void note(Duration age) {
        long _ = ageMillis.accumulateAndGet(Math.max(1, age.toMillis()), Math::max);
    }

    /** Whether anything was not read from the views themselves. */
    public boolean isStale() {
        return ageMillis.get() > 0;
    }

    private long ageSeconds() {
        return Math.ceilDiv(ageMillis.get(), MILLIS_PER_SECOND);
    }
}
