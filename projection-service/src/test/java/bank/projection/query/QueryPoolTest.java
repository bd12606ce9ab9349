package bank.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryPoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(vertx);

    @AfterEach
    void close() {
        pool.close();
        vertx.close().await();
    }

    @Test
    void theEndOfThoseThatRunIsNotReachedBeforeTheirLastAndDoesNotWaitForOthers() throws Exception {
        var first = new Query();
        var second = new Query();
        first.begin();
        CompletableFuture<Void> end = pool.endOfRunning();
        second.begin();

        assertThat(end).isNotDone();
        first.goOn.countDown();

        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
        assertThat(pool.endOfRunning()).isNotDone();
        second.goOn.countDown();
    }

    /** A query that runs until it may go on. */
    private final class Query {
        final CountDownLatch goOn = new CountDownLatch(1);

        void begin() throws InterruptedException {
            var running = new CountDownLatch(1);
            var _ = pool.run(() -> {
                running.countDown();
                return goOn.await(10, TimeUnit.SECONDS);
            });
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
