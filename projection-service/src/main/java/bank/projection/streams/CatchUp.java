package bank.projection.streams;

import bank.projection.streams.Tenure.Progress;
import bank.projection.view.Holding;
import bank.projection.view.Positions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which partitions this instance may answer: those that are folded here and have since been read to where their
 * topics ended then. Whoever has not heard of Kafka for a while may have been replaced without knowing it, so he answers
 * from none, and has to catch up with all of them again. Thread-safe.
 */
final class CatchUp implements Holding, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** Less than the session of an instance that is silent, which ends before others get its partitions. */
    private static final Duration TRUST = Duration.ofSeconds(4);

    private static final long PAUSE_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 10;
    private static final int LOOKS_PER_QUESTION = 20;
    private static final int QUESTIONS_PER_LINE = 25;
    private static final int HUNDRED = 100;

    private final LogEnds log;
    private final Positions positions;
    private final IntFunction<Collection<TopicPartition>> inputs;
    private final Supplier<Set<String>> clients;
    private final BooleanSupplier copied;
    private final FollowedLog followed;
    private final InstantSource clock;
    private final Map<Integer, Tenure> tenures = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("catch-up").unstarted(this::run);
    private int questions;
    private boolean unanswered;
    private volatile long contactNanos = System.nanoTime();
    private volatile boolean closed;

    /**
     * Begins with no partition.
     *
     * @param inputs a partition of every topic that is read
     * @param clients the names under which this instance is in the group
     * @param copied whether other instances copy what is folded here
     * @param followed what else has to be known before anybody is answered
     */
    CatchUp(
            LogEnds log,
            Positions positions,
            IntFunction<Collection<TopicPartition>> inputs,
            Supplier<Set<String>> clients,
            BooleanSupplier copied,
            FollowedLog followed,
            InstantSource clock) {
        this.log = log;
        this.positions = positions;
        this.inputs = inputs;
        this.clients = clients;
        this.copied = copied;
        this.followed = followed;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    @Override
    public void begins(int partition) {
        tenures.put(partition, new Tenure());
        news.release();
    }

    @Override
    public void ends(int partition) {
        tenures.remove(partition);
    }

    @Override
    public OptionalLong mark(int partition) {
        return copied.getAsBoolean() ? completeUpTo(partition) : OptionalLong.empty();
    }

    /** Whether callers may be answered from that partition here. */
    boolean answers(int partition) {
        Tenure tenure = tenures.get(partition);
        return tenure != null && tenure.caughtUp() && System.nanoTime() - contactNanos < TRUST.toNanos();
    }

    /** Up to when all that was committed is in the partition here, in milliseconds, if it is folded here. */
    OptionalLong completeUpTo(int partition) {
        return Optional.ofNullable(tenures.get(partition))
                .map(Tenure::completeUpTo)
                .orElse(OptionalLong.empty());
    }

    private void run() {
        try {
            while (!closed) {
                news.drainPermits();
                boolean behind = ask();
                boolean _ = news.tryAcquire(behind ? LOOK_MILLIS : PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks Kafka how far there is to read, and looks for a while whether that is reached; says whether it is not. */
    private boolean ask() throws InterruptedException {
        try {
            Map<Integer, Tenure> held = Map.copyOf(tenures);
            Map<TopicPartition, Long> committed = aim(held);
            unanswered = false;
            for (int look = 0; look < LOOKS_PER_QUESTION; look++) {
                committed.put(followed.partition(), followed.position());
                held.values().forEach(tenure -> tenure.look(positions, committed));
                if (held.values().stream().allMatch(Tenure::needsTarget)) {
                    return held.values().stream().anyMatch(Tenure::isDoubted);
                }
                if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.release();
                    return true;
                }
            }
            tell(held.values().stream().filter(tenure -> !tenure.caughtUp()).toList(), committed);
            return true;
        } catch (ExecutionException e) {
            if (!closed && !unanswered) {
                LOG.atWarn().setCause(e.getCause()).log("Kafka cannot be asked how far the views have to read");
            }
            unanswered = true;
            return false;
        }
    }

    private Map<TopicPartition, Long> aim(Map<Integer, Tenure> held) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        Instant asked = clock.instant();
        Map<Integer, Tenure> aiming = held.entrySet().stream()
                .filter(each -> each.getValue().needsTarget())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<TopicPartition, Long> ends = log.ends(aiming.keySet().stream()
                .flatMap(partition -> inputs.apply(partition).stream())
                .collect(Collectors.toSet()));
        Map<TopicPartition, Long> committed = log.committed();
        if (System.nanoTime() - contactNanos >= TRUST.toNanos()) {
            LOG.atWarn().log("Kafka was out of reach for long: the views catch up again before they answer");
            held.values().forEach(Tenure::doubt);
        }
        contactNanos = began;
        confirm(held);
        aiming.forEach((partition, tenure) -> tenure.aim(
                asked,
                inputs.apply(partition).stream()
                        .collect(Collectors.toMap(Function.identity(), each -> ends.getOrDefault(each, 0L)))));
        return committed;
    }

    /** Asked after what is committed: what was committed until then, nobody else has. */
    private void confirm(Map<Integer, Tenure> held) throws InterruptedException, ExecutionException {
        if (held.values().stream().anyMatch(Tenure::isDoubted)) {
            Set<Integer> ours = log.assigned(clients.get());
            held.forEach((partition, tenure) -> {
                if (ours.contains(partition)) {
                    tenure.confirm();
                }
            });
        }
    }

    /** A build from the first event on can take long; who waits for it sees that it goes on. */
    private void tell(List<Tenure> behind, Map<TopicPartition, Long> committed) {
        questions = behind.isEmpty() ? 0 : questions + 1;
        if (questions > 0 && questions % QUESTIONS_PER_LINE == 0) {
            Progress progress = behind.stream()
                    .map(tenure -> tenure.progress(positions, committed))
                    .reduce(Progress.NONE, Progress::plus);
            LOG.atInfo()
                    .addKeyValue("percent", Math.min(HUNDRED, progress.read() * HUNDRED / Math.max(1, progress.all())))
                    .addKeyValue("records", progress.all())
                    .log("The views are catching up");
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
