package bank.e2e;

import bank.e2e.Client.Answer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A caller who reads accounts one after the other, all the time, and takes what copies have. */
final class StaleReader implements AutoCloseable {

    private final Teller views;
    private final List<String> accounts;
    private final CompletableFuture<Void> running;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    private volatile boolean stopped;

    /** What was not answered, or without its age. */
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    StaleReader(Teller views, List<String> accounts) {
        this.views = views;
        this.accounts = accounts;
        this.running = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
    }

    private void run() {
        while (!stopped) {
            accounts.forEach(this::read);
        }
    }

    private void read(String account) {
        Answer answer = views.query("accounts/" + account, "Prefer", "stale-ok");
        reads.incrementAndGet();
        if (answer.status() != 200 || answer.header("Age").isEmpty()) {
            failures.add(answer.status() + " " + answer.headers().map() + " " + answer.body());
        } else {
            oldest.accumulateAndGet(Long.parseLong(answer.header("Age")), Math::max);
        }
    }

    long reads() {
        return reads.get();
    }

    /** The largest age that an answer had. */
    long oldestSeconds() {
        return oldest.get();
    }

    @Override
    public void close() {
        stopped = true;
        running.join();
    }
}
