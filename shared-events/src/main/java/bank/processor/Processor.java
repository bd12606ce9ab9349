package bank.processor;

import bank.es.StreamId;
import bank.processor.ProcessorMetrics.TurnedAway;
import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The single writer of the partitions that this instance owns. Thread-safe. */
public final class Processor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final String FULL = "The bank has more commands than it can take; try again.";
    private static final String CLOSED = "The account's partition is closed until its records are mended.";
    private static final String STARTING_ANEW = "The command was not executed, as the bank lost Kafka; try again.";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final ProcessorSettings settings;
    private final InstantSource clock;
    private final BlockingQueue<Item> mailbox;
    private final ProcessorMetrics metrics;
    private Store store;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Incarnation current;

    private Processor(ProcessorSettings settings, Store store, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.mailbox = new ArrayBlockingQueue<>(settings.mailbox());
        this.metrics = new ProcessorMetrics(settings.metrics(), settings.name());
        this.thread = Thread.ofPlatform().name("processor-" + settings.name()).unstarted(this::live);
    }

    /** Opens the local store, or fails; then starts to join the group and to take partitions over, and returns. */
    public static Processor start(ProcessorSettings settings) {
        return start(settings, InstantSource.system());
    }

    /** The same with a clock of the caller's. */
    public static Processor start(ProcessorSettings settings, InstantSource clock) {
        // On the caller's thread: without a store it would never be ready, and only the log would say why.
        var store = Store.open(settings.folder().resolve("store"), settings.content());
        var processor = new Processor(settings, store, clock);
        processor.metrics.watch(processor);
        processor.thread.start();
        return processor;
    }

    /** Whether the stream's partition is this instance's now, so that {@link #submit} may be called for it. */
    public boolean owns(StreamId stream) {
        Incarnation now = current;
        return now != null && now.owns(slot(stream));
    }

    private Slot slot(StreamId stream) {
        return new Slot(stream.type(), settings.partitions().of(stream.key()));
    }

    /**
     * Takes a command into the mailbox.
     *
     * @return its outcome once it is committed; {@link Reply.Unavailable} at once where the mailbox is full or the
     *     partition closed
     */
    public CompletableFuture<Reply> submit(CommandEnvelope command) {
        var answer = new CompletableFuture<Reply>();
        Slot slot = slot(command.stream());
        Incarnation now = current;
        if (now != null && now.isClosed(slot)) {
            metrics.turnedAway(TurnedAway.CLOSED, 1);
            answer.complete(new Reply.Unavailable(CLOSED));
        } else if (closing.getCount() == 0 || !mailbox.offer(new Item.Called(slot, command, answer))) {
            metrics.turnedAway(TurnedAway.FULL, 1);
            answer.complete(new Reply.Unavailable(FULL));
        }
        return answer;
    }

    /** Whether it has joined its group and decides for every partition that it was assigned, but those that are closed. */
    public boolean ready() {
        Incarnation now = current;
        return now != null && now.ready();
    }

    /** The partitions that it was assigned and cannot take over, by the names of their events' topics, and why. */
    public Map<String, String> closedPartitions() {
        Map<String, String> closed = new TreeMap<>();
        Incarnation now = current;
        if (now != null) {
            now.closed()
                    .forEach((slot, why) ->
                            closed.put(slot.events(settings.topics()).toString(), why));
        }
        return closed;
    }

    int waiting() {
        return mailbox.size();
    }

    int capacity() {
        return settings.mailbox();
    }

    /** How many there are, whoever has them. */
    int allSlots() {
        return settings.types().size() * settings.partitions().count();
    }

    /** A count of slots; without a life it has none. */
    int slots(ToIntFunction<Incarnation> count) {
        Incarnation now = current;
        return now == null ? 0 : count.applyAsInt(now);
    }

    private void live() {
        List<Group> unsettled = new ArrayList<>();
        try {
            do {
                live(unsettled);
            } while (!pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
            unsettled.forEach(group -> Writer.answer(group, new Reply.Unknown()));
            refuseWaiting();
        }
    }

    /** One life; what ends it is said, and the next begins. */
    private void live(List<Group> unsettled) {
        try {
            store = store.orAnew();
            var incarnation = new Incarnation(settings, mailbox, store, unsettled, clock, metrics);
            current = incarnation;
            metrics.lives();
            if (closing.getCount() == 0) {
                incarnation.leave();
            }
            incarnation.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("processor", settings.name()).log("The processor starts anew");
        } finally {
            current = null;
            refuseWaiting();
        }
    }

    /** Whether it is closing, after a pause if it is not. */
    private boolean pause() throws InterruptedException {
        return closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refuseWaiting() {
        List<Item> waiting = new ArrayList<>();
        mailbox.drainTo(waiting);
        waiting.forEach(item -> item.refuse(STARTING_ANEW));
        metrics.turnedAway(TurnedAway.OUTAGE, Item.callers(waiting));
    }

    /** Finishes what has begun, releases the partitions and leaves the group. */
    @Override
    public void close() {
        closing.countDown();
        Incarnation now = current;
        if (now != null) {
            now.leave();
        }
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.atWarn().addKeyValue("processor", settings.name()).log("The processor did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
