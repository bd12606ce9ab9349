package bank.projection.rebuild;

import bank.http.ProblemException;
import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import bank.projection.streams.StreamsViews;
import bank.wire.DeadLetters;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rebuild: it builds a generation beside the live one, compares the two, and puts it into the live one's place, at
 * once if they are equal, and otherwise if an operator says so. Thread-safe.
 */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final long LOOK_MILLIS = 50;
    private static final long AGAIN_MILLIS = 500;
    private static final int DELETE_ATTEMPTS = 60;
    private static final long STOP_MILLIS = 10_000;

    private final RebuildParts parts;
    private final Generation generation;
    private final Instant since;
    private final Thread thread = Thread.ofPlatform().name("rebuild").daemon().unstarted(this::run);
    private final CountDownLatch anyhow = new CountDownLatch(1);
    private volatile Phase phase = Phase.BUILDING;
    private volatile Optional<StreamsViews> built = Optional.empty();
    private volatile Optional<Comparison> comparison = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    private Rebuild(RebuildParts parts, Generation generation, Instant since) {
        this.parts = parts;
        this.generation = generation;
        this.since = since;
    }

    /** Begins, or goes on with what an earlier process began. */
    static Rebuild start(RebuildParts parts, Generation generation, Instant since) {
        var rebuild = new Rebuild(parts, generation, since);
        rebuild.thread.start();
        return rebuild;
    }

    Generation generation() {
        return generation;
    }

    Instant since() {
        return since;
    }

    Phase phase() {
        return phase;
    }

    /** The views that are being built, while they are not yet the live ones. */
    Optional<StreamsViews> built() {
        return built;
    }

    Optional<Comparison> comparison() {
        return comparison;
    }

    Optional<String> failure() {
        return failure;
    }

    private void run() {
        Generation former = parts.live().now().generation();
        try {
            parts.awaitAlone();
            StreamsViews views = parts.builder().apply(generation);
            built = Optional.of(views);
            awaitBuilt(views);
            do {
                compare(views);
            } while (!switchTo(views));
            built = Optional.empty();
            LOG.atInfo().addKeyValue("generation", generation).log("The views were rebuilt and are live");
            deleteAll(former);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atError().addKeyValue("generation", generation).setCause(e).log("The rebuild failed");
            fail(e);
        }
    }

    private void awaitBuilt(StreamsViews views) throws InterruptedException {
        while (!views.ready()) {
            if (views.failed()) {
                throw new IllegalStateException("The views' thread failed again and again; the log says why");
            }
            pause(LOOK_MILLIS);
        }
    }

    private void compare(StreamsViews views) throws InterruptedException {
        if (anyhow.getCount() == 0) {
            return;
        }
        move(Phase.COMPARING);
        Comparison result = compared(views);
        comparison = Optional.of(result);
        if (!result.equal()) {
            LOG.atWarn().addKeyValue("generation", generation).log("The rebuilt views differ from the live ones");
            move(Phase.DIFFERENT);
            anyhow.await();
        }
    }

    /** After a start, or while partitions move, one of the two may not be readable for a moment. */
    private Comparison compared(StreamsViews views) throws InterruptedException {
        while (true) {
            awaitBuilt(views);
            parts.awaitAlone();
            try {
                return new Comparer(parts.live().now(), views).compare();
            } catch (ProblemException | InvalidStateStoreException | ExecutionException e) {
                LOG.atInfo().addKeyValue("why", e.getMessage()).log("The views cannot be compared yet; tried again");
            }
            pause(AGAIN_MILLIS);
        }
    }

    private boolean switchTo(StreamsViews views) throws InterruptedException {
        move(Phase.SWITCHING);
        parts.awaitAlone();
        try {
            if (new Switch(parts, views).run()) {
                move(Phase.SWITCHED);
                return true;
            }
            LOG.atWarn().addKeyValue("generation", generation).log("The rebuilt views are behind; tried again");
        } catch (ExecutionException | KafkaException e) {
            LOG.atWarn().addKeyValue("generation", generation).setCause(e).log("The switch did not go; tried again");
        }
        pause(AGAIN_MILLIS);
        return false;
    }

    /** The group takes a moment to notice that its last member is gone. */
    private void deleteAll(Generation unused) {
        try {
            for (int attempt = 0;
                    attempt < DELETE_ATTEMPTS && !parts.leftovers().delete(unused);
                    attempt++) {
                pause(AGAIN_MILLIS);
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

    private static void pause(long millis) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void move(Phase next) throws InterruptedException {
        if (phase == Phase.DROPPED) {
            throw new InterruptedException("Dropped");
        }
        phase = next;
    }

    private synchronized void fail(Exception cause) {
        failure = Optional.of(DeadLetters.causeOf(cause));
        phase = Phase.FAILED;
    }

    /** Whether the two differ and it now is switched all the same. */
    synchronized boolean switchAnyhow() {
        if (phase != Phase.DIFFERENT) {
            return false;
        }
        phase = Phase.SWITCHING;
        anyhow.countDown();
        return true;
    }

    /** Whether it now is given up, and was written down as that; not where it takes the live one's place already. */
    boolean drop() throws InterruptedException {
        synchronized (this) {
            if (phase == Phase.SWITCHING || phase.ended()) {
                return false;
            }
            phase = Phase.DROPPED;
        }
        try {
            Generations after = parts.log()
                    .append(RebuildRecord.of(
                            What.DROPPED, generation, parts.clock().instant()));
            if (after.live().equals(generation)) {
                // A switch to it had been written, although nobody here heard of that; the next start finds it live.
                stop(StreamsViews::close);
                return false;
            }
        } catch (KafkaException e) {
            fail(e);
            throw e;
        }
        stop(StreamsViews::closeForGood);
        LOG.atInfo().addKeyValue("generation", generation).log("The rebuilt views were dropped");
        Thread.ofVirtual().name("leftovers").start(() -> deleteAll(generation));
        return true;
    }

    /** Ends its thread, and closes what it has built unless that is live by now; the next process may go on with it. */
    void stop() {
        stop(StreamsViews::close);
    }

    private void stop(Consumer<StreamsViews> close) {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional<StreamsViews> begun = built;
        built = Optional.empty();
        begun.filter(views -> views != parts.live().now()).ifPresent(close);
    }
}
