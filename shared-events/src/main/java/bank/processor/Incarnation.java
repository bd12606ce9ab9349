package bank.processor;

import bank.wire.Ids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a processor, from joining the group until it leaves or fails: a failure of any part ends all of it, and
 * the next life takes over from it as from a stranger. Three threads: the one that calls {@link #run} decides and
 * writes, the inbox's polls, and one takes over slots.
 */
final class Incarnation implements Inbox.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);
    private static final int GROUP_MOST = 1_000;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);

    private final BlockingQueue<Item> mailbox;
    private final List<Group> unsettled;
    private final String self;
    private final Map<Slot, Claim> claims = new ConcurrentHashMap<>();
    private final Controls controls = new Controls(this::wake);
    private final Inbox inbox;
    private final Transactions transactions;
    private final Writer writer;
    private final Takeovers takeovers;
    private final CompletableFuture<Void> inboxEnd = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    /** {@code unsettled} holds the groups of earlier lives whose commits had no known result. */
    Incarnation(
            ProcessorSettings settings,
            BlockingQueue<Item> mailbox,
            Store store,
            List<Group> unsettled,
            InstantSource clock,
            ProcessorMetrics metrics) {
        this.mailbox = mailbox;
        this.unsettled = unsettled;
        this.self = settings.groupId() + "-" + settings.instanceId().orElseGet(() -> Ids.random(""));
        // First, for without Kafka it fails, and would leave the others open.
        this.transactions = new Transactions(settings.kafka(), self, metrics);
        this.inbox = new Inbox(settings, mailbox, metrics);
        var takeover = new Takeover(settings, self, store, metrics);
        this.takeovers = new Takeovers(takeover, inbox, this::claimPrepared, this::fail, metrics);
        this.writer = new Writer(settings, self, store, transactions, clock, claims, takeover.anyGeneration(), metrics);
    }

    /** Whether it decides for the slot, or can say that nobody does. */
    boolean owns(Slot slot) {
        return claims.containsKey(slot) || takeovers.isClosed(slot);
    }

    /** Whether the slot is this instance's, but stays closed. */
    boolean isClosed(Slot slot) {
        return !claims.containsKey(slot) && takeovers.isClosed(slot);
    }

    /** The slots that stay closed, and why. */
    Map<Slot, String> closed() {
        return takeovers.closed();
    }

    int owned() {
        return claims.size();
    }

    /** How many slots are neither claimed nor closed yet. */
    int restoring() {
        return (int) inbox.assigned().stream().filter(slot -> !owns(slot)).count();
    }

    boolean ready() {
        return inbox.joined() && inbox.assigned().stream().allMatch(this::owns);
    }

    /** Begins to leave; {@link #run} returns when that is done. Any thread. */
    void leave() {
        inbox.close();
    }

    /** Decides and writes until the group is left. Throws what ended it otherwise. */
    void run() {
        Thread polling = Thread.ofPlatform().name("inbox").start(this::poll);
        try {
            loop();
        } catch (Writer.UnsettledException e) {
            unsettled.add(e.group());
            throw e;
        } finally {
            claims.clear();
            controls.end();
            inbox.close();
            takeovers.end();
            join(polling);
            transactions.close();
        }
    }

    private void poll() {
        try {
            inbox.run(this);
            inboxEnd.complete(null);
        } catch (Throwable e) {
            inboxEnd.completeExceptionally(e);
        } finally {
            wake();
        }
    }

    /** The processor's thread waits at the mailbox; a full one does not let it wait. */
    private void wake() {
        var _ = mailbox.offer(new Item.Wake());
    }

    private void fail(Throwable cause) {
        failure = cause;
        wake();
    }

    private void loop() {
        long nextSweep = System.nanoTime() + SWEEP_EVERY.toNanos();
        List<Item> items = new ArrayList<>();
        while (!inboxEnd.isDone()) {
            checkParts();
            controls.runAll();
            items.clear();
            take(items);
            if (!items.isEmpty() || writer.hasWork()) {
                writer.process(items);
            }
            if (System.nanoTime() > nextSweep) {
                writer.sweep();
                nextSweep = System.nanoTime() + SWEEP_EVERY.toNanos();
            }
        }
        inboxEnd.join();
    }

    private void take(List<Item> items) {
        try {
            Duration wait = writer.hasWork() ? Duration.ZERO : SWEEP_EVERY;
            Item first = mailbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                items.add(first);
                mailbox.drainTo(items, GROUP_MOST - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    private void checkParts() {
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("A takeover failed", failed);
        }
    }

    private static void join(Thread polling) {
        try {
            polling.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void assigned(Collection<Assignment> assignments) {
        if (assignments.isEmpty()) {
            var _ = controls.submit(this::settle);
        } else {
            takeovers.begin(assignments);
        }
    }

    private void claimPrepared(List<Claim> wanted, Map<Slot, Assignment> prepared)
            throws InterruptedException, ExecutionException {
        controls.submit(() -> claim(wanted, prepared)).get();
    }

    /** What the group took away meanwhile is not claimed, even if it came back: others may have written since. */
    private void claim(List<Claim> wanted, Map<Slot, Assignment> prepared) {
        List<Claim> still = wanted.stream()
                .filter(claim -> inbox.isCurrent(Objects.requireNonNull(prepared.get(claim.slot()))))
                .toList();
        if (!still.isEmpty()) {
            writer.claim(still, inbox.group());
        }
        settle();
        still.forEach(inbox::resume);
    }

    private void settle() {
        unsettled.forEach(writer::settle);
        unsettled.clear();
    }

    @Override
    public void revoked(Collection<Slot> slots) {
        await(() -> writer.release(List.copyOf(slots)));
    }

    @Override
    public void lost(Collection<Slot> slots) {
        LOG.atWarn().addKeyValue("slots", slots.size()).log("Lost partitions to another instance");
        await(() -> writer.drop(List.copyOf(slots)));
    }

    private void await(Runnable work) {
        try {
            controls.submit(work).get(RELEASE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            LOG.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("Partitions were not released; the next owner shuts this one out");
            // The next owner may be this instance, whose work on them must have ended by then.
            fail(e);
        }
    }
}
