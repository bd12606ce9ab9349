package bank.e2e;

import bank.e2e.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A caller who reads accounts one after the other, all the time, and expects to be answered. Thread-safe. */
final class AccountReader implements AutoCloseable {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

    /** It leaves the machine to those whom it reads from. */
    private static final long BETWEEN_READS_MILLIS = 5;

    private final Teller views;
    private final List<String> accounts;
    private final boolean takesCopies;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> brokenOff = new CompletableFuture<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    /** What was not answered, or without its age. */
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private AccountReader(Teller views, List<String> accounts, boolean takesCopies) {
        this.views = views;
        this.accounts = accounts;
        this.takesCopies = takesCopies;
        var _ = clock.scheduleWithFixedDelay(this::readNext, 0, BETWEEN_READS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One who takes nothing but the view itself, and comes again where he is told to. */
    static AccountReader ofViews(Teller views, List<String> accounts) {
        return new AccountReader(views, accounts, false);
    }

    /** One who also takes what copies have, wants to know how old it is, and never comes again. */
    static AccountReader ofCopiesToo(Teller views, List<String> accounts) {
        return new AccountReader(views, accounts, true);
    }

    private void readNext() {
        try {
            read(accounts.get(next.getAndIncrement() % accounts.size()));
        } catch (RuntimeException | AssertionError e) {
            brokenOff.completeExceptionally(e);
            throw e;
        }
    }

    private void read(String account) {
        long began = System.nanoTime();
        Answer answer = takesCopies
                ? views.query("accounts/" + account, "Prefer", "stale-ok")
                : Awaitility.await()
                        .atMost(ANSWERED_WITHIN)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(AGAIN_AFTER)
                        .until(() -> views.query("accounts/" + account), AccountReader::isFinal);
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
        reads.incrementAndGet();
        String age = answer.header("Age");
        if (answer.status() != 200 || takesCopies == age.isEmpty()) {
            failures.add(answer.status() + " " + answer.headers().map() + " " + answer.body());
        } else if (takesCopies) {
            oldest.accumulateAndGet(Long.parseLong(age), Math::max);
        }
    }

    private static boolean isFinal(Answer answer) {
        return answer.status() != 503 || answer.header("Retry-After").isEmpty();
    }

    long reads() {
        return reads.get();
    }

    /** The largest age that an answer had. */
    long oldestSeconds() {
        return oldest.get();
    }

    /** How long the answer took that took longest since this was last asked. */
    Duration longestWait() {
        return Duration.ofNanos(longestNanos.getAndSet(0));
    }

    @Override
    public void close() {
        clock.close();
        brokenOff.complete(null);
        brokenOff.join();
    }
}
