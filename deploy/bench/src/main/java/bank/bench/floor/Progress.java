package bank.bench.floor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** How many events are left to fold. Thread-safe. */
final class Progress {

    private final AtomicLong left;
    private final CompletableFuture<Void> done;

    Progress(long all, CompletableFuture<Void> done) {
        this.left = new AtomicLong(all);
        this.done = done;
    }

    void folded() {
        if (left.decrementAndGet() == 0) {
            done.complete(null);
        }
    }
}
