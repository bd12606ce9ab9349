package bank.projection.rebuild;

import bank.projection.query.QueryPool;
import bank.projection.streams.Generation;
import bank.projection.streams.StreamsViews;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has those generations run here that the log says are used. One thread alone calls it. */
final class RunningGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGenerations.class);
    private static final int DELETE_ATTEMPTS = 60;
    private static final long AGAIN_MILLIS = 500;

    private final RebuildParts parts;
    private Optional<Generations> followed = Optional.empty();

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
        if (!followed.equals(Optional.of(known))) {
            followed = Optional.of(known);
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
        Thread.ofVirtual().name("leftovers").start(() -> delete(views.generation()));
    }

    /** The group takes a moment to notice that its last member is gone. */
    private void delete(Generation unused) {
        try {
            for (int attempt = 0;
                    attempt < DELETE_ATTEMPTS && !parts.leftovers().delete(unused);
                    attempt++) {
                boolean _ = new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("generation", unused)
                    .setCause(e)
                    .log("What views left could not be deleted; the next start tries again");
        }
    }
}
