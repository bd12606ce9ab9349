package bank.projection.feed;

import bank.http.ProblemException;
import bank.projection.query.QueryPool;
import bank.projection.view.NewEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One caller who reads the feed and waits for more of it. All of it happens on the event loop of his connection, but for
 * the reading itself.
 */
final class FeedReader {

    private static final int UNAVAILABLE = 503;
    private static final long AGAIN_MILLIS = 200;
    /** So often at most is looked for new events, however many come. */
    private static final long GATHER_MILLIS = 5;

    private final FeedLog log;
    private final QueryPool pool;
    private final NewEvents news;
    private final Vertx vertx;
    private final FeedFilter filter;
    private final int limit;
    private CompletableFuture<Void> waiting = CompletableFuture.completedFuture(null);
    private boolean ended;

    FeedReader(FeedLog log, QueryPool pool, NewEvents news, Vertx vertx, FeedFilter filter, int limit) {
        this.log = log;
        this.pool = pool;
        this.news = news;
        this.vertx = vertx;
        this.filter = filter;
        this.limit = limit;
    }

    /** Nobody waits any longer: the next page comes at once, whatever is in it. */
    void end() {
        ended = true;
        waiting.complete(null);
    }

    boolean ended() {
        return ended;
    }

    /** The next page; where there is nothing yet, it is waited for, but no longer than that. */
    Future<FeedPage> next(FeedCursor from, Duration most) {
        Promise<FeedPage> result = Promise.promise();
        look(from, System.nanoTime() + most.toNanos(), result);
        return result.future();
    }

    private void look(FeedCursor from, long deadline, Promise<FeedPage> result) {
        // What comes while one looks must wake as well.
        waiting = news.next();
        pool.run(() -> log.read(from, filter, limit))
                .onSuccess(page -> {
                    if (!page.events().isEmpty() || isOver(deadline)) {
                        waiting.complete(null);
                        result.complete(page);
                    } else if (page.more()) {
                        waiting.complete(null);
                        look(page.next(), deadline, result);
                    } else {
                        await(page.next(), deadline, result);
                    }
                })
                .onFailure(failure -> {
                    waiting.complete(null);
                    if (isUnavailable(failure) && !isOver(deadline)) {
                        vertx.timer(AGAIN_MILLIS).onSuccess(_ -> look(from, deadline, result));
                    } else {
                        result.fail(failure);
                    }
                });
    }

    private void await(FeedCursor from, long deadline, Promise<FeedPage> result) {
        var woken = waiting.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        Future.fromCompletionStage(woken, vertx.getOrCreateContext())
                .compose(_ -> ended ? Future.succeededFuture() : vertx.timer(GATHER_MILLIS))
                .onSuccess(_ -> look(from, deadline, result));
    }

    private boolean isOver(long deadline) {
        return ended || deadline - System.nanoTime() <= 0;
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ProblemException problem && problem.problem().status() == UNAVAILABLE;
    }
}
