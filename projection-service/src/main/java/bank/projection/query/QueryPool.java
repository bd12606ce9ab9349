package bank.projection.query;

import bank.http.Answer;
import bank.http.Problem;
import bank.http.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Where queries run: off the event loops, a few at a time, and no more than so many waiting. One whose view is on its
 * way from one instance to another is tried again for a moment. Thread-safe.
 */
public final class QueryPool implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING_MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long AGAIN_MILLIS = 50;

    private final Vertx vertx;
    private final Duration patience;
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    private QueryPool(Vertx vertx, String name, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.workers = vertx.createSharedWorkerExecutor(name, THREADS);
    }

    public QueryPool(Vertx vertx) {
        this(vertx, "queries", PATIENCE);
    }

    /**
     * For what other instances ask. They try again themselves; and it has threads of its own, for two instances whose
     * queries wait for each other's must not take each other's last.
     */
    public static QueryPool forOthers(Vertx vertx) {
        return new QueryPool(vertx, "queries-of-others", Duration.ZERO);
    }

    /** The query's result; a query too many, or one whose view stays away, is unavailable. */
    public <T> Future<T> run(Callable<T> query) {
        return run(Reading.live(), query);
    }

    /** The same for a request that may take more than the views themselves. */
    public <T> Future<T> run(Reading reading, Callable<T> query) {
        if (waiting.incrementAndGet() > WAITING_MOST) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problem.unavailable("Too many queries wait")));
        }
        Promise<T> result = Promise.promise();
        attempt(reading, query, System.nanoTime() + patience.toNanos(), result);
        return result.future().onComplete(_ -> waiting.decrementAndGet());
    }

    /** Completes when all queries have ended that run now; those that begin meanwhile are not waited for. */
    public CompletableFuture<Void> endOfRunning() {
        return CompletableFuture.allOf(running.values().toArray(CompletableFuture<?>[]::new));
    }

    /** The answer to a query. */
    public Future<Answer> answer(Reading reading, Callable<Answer> query) {
        return run(reading, query);
    }

    private <T> void attempt(Reading reading, Callable<T> query, long deadline, Promise<T> result) {
        workers.executeBlocking(() -> noted(reading, query), false).onComplete(answered -> {
            if (answered.succeeded()) {
                result.complete(answered.result());
            } else if (!(answered.cause() instanceof InvalidStateStoreException)) {
                result.fail(answered.cause());
            } else if (System.nanoTime() - deadline < 0) {
                vertx.timer(AGAIN_MILLIS).onComplete(_ -> attempt(reading, query, deadline, result));
            } else {
                result.fail(new ProblemException(Problem.unavailable("The view is not here at the moment")));
            }
        });
    }

    private <T> T noted(Reading reading, Callable<T> query) throws Exception {
        var end = new CompletableFuture<Void>();
        long number = numbers.incrementAndGet();
        running.put(number, end);
        try {
            return reading.call(query);
        } finally {
            running.remove(number);
            end.complete(null);
        }
    }

    @Override
    public void close() {
        workers.close().await();
    }
}
