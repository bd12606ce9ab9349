package bank.projection.query;

import bank.http.Answer;
import bank.http.Problem;
import bank.http.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Where queries run: off the event loops, a few at a time, and no more than so many waiting. Thread-safe. */
public final class QueryPool implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING_MOST = 1_000;

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    public QueryPool(Vertx vertx) {
        workers = vertx.createSharedWorkerExecutor("queries", THREADS);
    }

    /** The query's result; a query too many, or one whose view was taken away meanwhile, is unavailable. */
    public <T> Future<T> run(Callable<T> query) {
        if (waiting.incrementAndGet() > WAITING_MOST) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problem.unavailable("Too many queries wait")));
        }
        return workers.executeBlocking(() -> guarded(query), false).onComplete(_ -> waiting.decrementAndGet());
    }

    /** Completes when all queries have ended that run now; those that begin meanwhile are not waited for. */
    public CompletableFuture<Void> endOfRunning() {
        return CompletableFuture.allOf(running.values().toArray(CompletableFuture<?>[]::new));
    }

    /** The answer to a query. */
    public Future<Answer> answer(Callable<Answer> query) {
        return run(query);
    }

    private <T> T guarded(Callable<T> query) throws Exception {
        var end = new CompletableFuture<Void>();
        long number = numbers.incrementAndGet();
        running.put(number, end);
        try {
            return query.call();
        } catch (InvalidStateStoreException e) {
            throw new ProblemException(Problem.unavailable("The view is not here at the moment"));
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
