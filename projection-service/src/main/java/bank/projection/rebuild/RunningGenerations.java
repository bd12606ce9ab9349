package bank.projection.rebuild;

import bank.projection.query.QueryPool;
import bank.projection.streams.Generation;
import bank.projection.streams.StreamsViews;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has those generations run here that the log says are used. One thread alone calls it. */
final class RunningGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGenerations.class);

    private final RebuildParts parts;
    private List<Generation> answering = List.of();

    RunningGenerations(RebuildParts parts) {
        this.parts = parts;
    }

    /** Starts and stops what has to be; a query that has begun ends where it began. */
    void follow(Generations known) throws InterruptedException, ExecutionException {
        for (Generation used : known.used()) {
            if (parts.live().running(used).isEmpty()) {
                LOG.atInfo().addKeyValue("generation", used).log("A generation of the views begins");
                parts.live().add(parts.builder().apply(used));
            }
        }
        known.building()
                .filter(rebuild -> rebuild.phase() == Phase.SWITCHING)
                .ifPresent(rebuild -> tell(rebuild.generation()));
        tell(known.live());
        parts.live().running(known.live()).ifPresent(parts.live()::become);
        if (known.building().isEmpty()) {
            // What was closed has gone over, or never will: it was dropped before.
            parts.live().open();
        }
        List<Generation> nowAnswering =
                IntStream.range(0, known.partitions()).mapToObj(known::liveOf).toList();
        if (!nowAnswering.equals(answering)) {
            answering = nowAnswering;
            // What other views had before callers were told of it is news to those who wait.
            parts.waits().lookAgain();
        }
        for (StreamsViews views : parts.live().running()) {
            if (!known.used().contains(views.generation())) {
                end(views);
            }
        }
    }

    private void tell(Generation generation) {
        parts.live()
                .running(generation)
                .ifPresent(views -> views.topology().folding().tell());
    }

    private void end(StreamsViews views) throws InterruptedException, ExecutionException {
        for (QueryPool pool : parts.pools()) {
            pool.endOfRunning().get();
        }
        views.closeForGood();
        parts.live().remove(views);
        LOG.atInfo().addKeyValue("generation", views.generation()).log("A generation of the views has ended");
        Thread.ofVirtual().name("leftovers").start(() -> parts.leftovers().deleteOnceUnused(views.generation()));
    }
}
