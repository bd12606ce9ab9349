package bank.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer as of a time is final once no event of that time can come any more, and not before. */
class FinalityTest {

    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2025-05-04T12:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("bank.account.events", 0);

    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(vertx);
    private final Log log = new Log();
    private final Finality finality = new Finality(log, pool, vertx, DELAY, () -> log.now);

    private static final class Log implements LogProgress {
        volatile Instant now = NOON;
        volatile long end;
        volatile long read;
        volatile boolean reachable = true;
        /** Counts down to the moment when the views have caught up. */
        final AtomicInteger looksBehind = new AtomicInteger();

        @Override
        public End end() throws ExecutionException {
            if (!reachable) {
                throw new ExecutionException(new TimeoutException());
            }
            return new End(Map.of(PARTITION, end));
        }

        @Override
        public boolean reached(End wanted) {
            return looksBehind.getAndUpdate(looks -> Math.max(0, looks - 1)) == 0
                    && read >= wanted.offsets().getOrDefault(PARTITION, 0L);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        vertx.close().await();
    }

    private boolean isFinal(Instant time) {
        return finality.of(time).await();
    }

    @Test
    void aTimeOfWhichATransactionMayBeOpenIsNotFinal() {
        assertThat(isFinal(NOON)).isFalse();
        assertThat(isFinal(NOON.minus(DELAY).plusNanos(1))).isFalse();
        assertThat(isFinal(NOON.minus(DELAY))).isTrue();
    }

    @Test
    void nothingIsFinalThatTheViewsHaveNotReadTo() {
        log.end = 7;
        log.read = 6;
        assertThat(isFinal(NOON.minus(Duration.ofDays(1)))).isFalse();
        log.read = 7;
        assertThat(isFinal(NOON.minus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void viewsThatAreAMomentBehindAreWaitedFor() {
        log.looksBehind.set(3);
        assertThat(isFinal(NOON.minus(DELAY))).isTrue();
    }

    @Test
    void whatWasFinalStaysSoThoughTheViewsFallBehindAndKafkaIsAway() {
        assertThat(isFinal(NOON.minus(DELAY))).isTrue();
        log.end = 100;
        log.reachable = false;
        assertThat(isFinal(NOON.minus(DELAY))).isTrue();
        log.now = NOON.plusSeconds(1);
        assertThat(isFinal(NOON.minus(DELAY).plusNanos(1)))
                .as("not settled yet")
                .isFalse();
    }
}
