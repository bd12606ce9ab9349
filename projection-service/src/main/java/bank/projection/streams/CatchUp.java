package bank.projection.streams;

import bank.projection.view.Positions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the views here are as new as the topics were when they could last begin to read. After each restore and each
 * rebalance they have to catch up before anybody is answered from them. Thread-safe.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final long LOOK_MILLIS = 10;
    private static final int LOOKS_PER_QUESTION = 20;
    private static final int QUESTIONS_PER_LINE = 25;
    private static final int HUNDRED = 100;

    private final LogEnds log;
    private final Positions positions;
    private final Supplier<Set<TopicPartition>> assigned;
    private CountDownLatch stop = new CountDownLatch(0);
    private volatile boolean done;

    CatchUp(LogEnds log, Positions positions, Supplier<Set<TopicPartition>> assigned) {
        this.log = log;
        this.positions = positions;
        this.assigned = assigned;
    }

    boolean done() {
        return done;
    }

    /** The stores are restored, and reading begins. */
    synchronized void begin() {
        stop.countDown();
        var mine = new CountDownLatch(1);
        stop = mine;
        Thread.ofVirtual().name("catch-up").start(() -> run(mine));
    }

    /** The partitions are being handed out anew, or reading has ended. */
    synchronized void interrupt() {
        stop.countDown();
        done = false;
    }

    private synchronized void finish(CountDownLatch mine) {
        done = done || mine.getCount() > 0;
    }

    private void run(CountDownLatch mine) {
        try {
            while (mine.getCount() > 0) {
                look(mine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(CountDownLatch mine) throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = log.ends(assigned.get());
            for (int questions = 1; mine.getCount() > 0; questions++) {
                Map<TopicPartition, Long> committed = log.committed();
                if (reached(mine, ends, committed)) {
                    finish(mine);
                    mine.countDown();
                } else if (questions % QUESTIONS_PER_LINE == 0) {
                    tell(ends, committed);
                }
            }
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e.getCause()).log("Cannot ask Kafka how far the views have to read");
        }
    }

    /** A build from the first event on can take long; who waits for it sees that it goes on. */
    private void tell(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long read = ends.keySet().stream()
                .mapToLong(partition ->
                        Math.max(positions.next(partition).orElse(0), committed.getOrDefault(partition, 0L)))
                .sum();
        LOG.atInfo()
                .addKeyValue("percent", Math.min(HUNDRED, read * HUNDRED / Math.max(1, all)))
                .addKeyValue("records", all)
                .log("The views are catching up");
    }

    /** Looks a few times before Kafka has to be asked again what is committed. */
    private boolean reached(CountDownLatch mine, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed)
            throws InterruptedException {
        for (int look = 0; look < LOOKS_PER_QUESTION; look++) {
            if (positions.reached(ends, committed)) {
                return true;
            }
            if (mine.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }
}
