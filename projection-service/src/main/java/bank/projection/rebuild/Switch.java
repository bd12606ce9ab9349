package bank.projection.rebuild;

import bank.es.StreamId;
import bank.http.ProblemException;
import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.StreamsViews;
import bank.projection.view.VersionRow;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Puts a rebuilt generation into the place of the live one. The live one stops to fold first and goes on to answer, so
 * no caller can have seen more than the other one has when it takes over; who has begun to read the former one ends there.
 */
final class Switch {

    private static final int LOOKS_MOST = 500;
    private static final long LOOK_MILLIS = 10;

    private final RebuildParts parts;
    private final StreamsViews rebuilt;

    Switch(RebuildParts parts, StreamsViews rebuilt) {
        this.parts = parts;
        this.rebuilt = rebuilt;
    }

    /** Once the former one is closed, as nobody reads it any more; false where the other one did not catch up in time. */
    boolean run() throws InterruptedException, ExecutionException {
        StreamsViews former = parts.live().now();
        var folding = former.topology().folding();
        folding.freeze();
        boolean switched = false;
        try {
            if (catchesUp(former.progress().positions())) {
                become();
                switched = true;
                parts.pool().endOfRunning().get();
            }
        } finally {
            folding.thaw();
            if (switched) {
                former.closeForGood();
            }
        }
        return switched;
    }

    private void become() throws InterruptedException {
        Generations now = parts.log()
                .append(RebuildRecord.of(
                        What.SWITCHED, rebuilt.generation(), parts.clock().instant()));
        if (!now.live().equals(rebuilt.generation())) {
            throw new IllegalStateException("The log has it that generation " + now.live() + " is live");
        }
        parts.live().become(rebuilt);
        rebuilt.topology().folding().tell();
        // What it had before callers were told of it is news to those who wait.
        parts.waits().lookAgain(this::version);
    }

    private boolean catchesUp(Map<TopicPartition, Long> positions) throws InterruptedException, ExecutionException {
        for (int look = 0; look < LOOKS_MOST; look++) {
            if (rebuilt.ready() && rebuilt.progress().has(positions)) {
                return true;
            }
            boolean _ = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private long version(StreamId stream) {
        try {
            return rebuilt.of(stream.key())
                    .head(rebuilt.topology().domain().named(stream.type()), stream)
                    .map(VersionRow::version)
                    .orElse(0L);
        } catch (ProblemException | InvalidStateStoreException e) {
            return 0;
        }
    }
}
