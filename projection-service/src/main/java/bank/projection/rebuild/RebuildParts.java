package bank.projection.rebuild;

import bank.projection.query.QueryPool;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.VersionWaits;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rebuild works with.
 *
 * @param live the views that queries are answered from
 * @param log which generations there are
 * @param leftovers what generations leave behind
 * @param waits callers that wait for a version
 * @param pool where queries run
 * @param builder begins to build a generation
 */
record RebuildParts(
        LiveViews live,
        GenerationLog log,
        Leftovers leftovers,
        VersionWaits waits,
        QueryPool pool,
        Function<Generation, StreamsViews> builder,
        InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildParts.class);
    private static final long AGAIN_MILLIS = 500;

    /** Whether no other instance shares the live views. */
    boolean isAlone() throws InterruptedException, ExecutionException {
        return live.now().log().members() <= 1;
    }

    /** With others, each would have a part of the views, and none could compare them or put them in place. */
    void awaitAlone() throws InterruptedException {
        while (!isSurelyAlone()) {
            boolean _ = new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isSurelyAlone() throws InterruptedException {
        try {
            return isAlone();
        } catch (ExecutionException e) {
            LOG.atInfo().addKeyValue("why", e.getCause()).log("Kafka cannot be asked for other instances; tried again");
            return false;
        }
    }
}
