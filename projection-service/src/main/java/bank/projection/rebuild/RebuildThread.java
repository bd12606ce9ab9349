package bank.projection.rebuild;

import bank.http.ProblemException;
import bank.projection.streams.StreamsViews;
import bank.wire.DeadLetters;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done here for a rebuild, by what the log says: has its generation run, and for each partition that is
 * here takes the next step. Each instance does so, and there is nobody who leads; so whoever goes, the one who gets his
 * partitions goes on. Thread-safe.
 */
final class RebuildThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildThread.class);
    private static final long LOOK_MILLIS = 50;
    private static final long AGAIN_MILLIS = 500;
    private static final long IDLE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 2_000;

    private final RebuildParts parts;
    private final RunningGenerations running;
    private final Thread thread = Thread.ofPlatform().name("rebuild").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile Optional<String> failure = Optional.empty();

    private RebuildThread(RebuildParts parts) {
        this.parts = parts;
        this.running = new RunningGenerations(parts);
    }

    static RebuildThread start(RebuildParts parts) {
        var started = new RebuildThread(parts);
        started.thread.start();
        return started;
    }

    /** Why this instance cannot do its part, if so. */
    Optional<String> failure() {
        return failure;
    }

    private void run() {
        try {
            while (!closed) {
                Generations known = parts.log().now();
                parts.log().awaitOther(known, step(known));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says how long there is to wait before the next, if the log says nothing else. */
    private long step(Generations known) throws InterruptedException {
        try {
            running.follow(known);
            Optional<RebuildState> building = known.building();
            long wait = building.isPresent() ? step(building.get()) : IDLE_MILLIS;
            failure = Optional.empty();
            return wait;
        } catch (ExecutionException | KafkaException | ProblemException e) {
            // While partitions move, or Kafka is away, one or the other cannot be read for a moment.
            LOG.atInfo().addKeyValue("why", String.valueOf(e.getMessage())).log("A step of the rebuild is tried again");
        } catch (RuntimeException e) {
            if (failure.isEmpty()) {
                LOG.atError().setCause(e).log("The rebuild failed");
            }
            failure = Optional.of(DeadLetters.causeOf(e));
        }
        return AGAIN_MILLIS;
    }

    private long step(RebuildState state) throws InterruptedException, ExecutionException {
        StreamsViews views = parts.live().running(state.generation()).orElseThrow();
        if (views.failed()) {
            throw new IllegalStateException("The views' thread failed again and again; the log says why");
        }
        return switch (state.phase()) {
            case BUILDING, COMPARING -> {
                new Comparer(parts, state, views).step();
                yield LOOK_MILLIS;
            }
            case SWITCHING -> new Handover(parts, state, views).step() ? LOOK_MILLIS : AGAIN_MILLIS;
            case DIFFERENT, SWITCHED, DROPPED, FAILED -> AGAIN_MILLIS;
        };
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
