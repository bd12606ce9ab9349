package bank.projection.rebuild;

import bank.projection.query.QueryPool;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.VersionWaits;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

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

    /** Whether no other instance shares the live views. */
    boolean isAlone() throws InterruptedException, ExecutionException {
        return live.now().log().members() <= 1;
    }
}
