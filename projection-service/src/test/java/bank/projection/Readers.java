package bank.projection;

import bank.projection.RunningViews.Got;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Callers who read accounts and the list of them all the time, of one instance. */
final class Readers implements AutoCloseable {

    private final RunningViews views;
    private final int accounts;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean stopped;

    /** What was not answered 200, or not with all that was there before: the path and the answer. */
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** They know how many accounts there are. */
    Readers(RunningViews views, int accounts) {
        this.views = views;
        this.accounts = accounts;
        running.add(CompletableFuture.runAsync(this::readLists));
        running.add(CompletableFuture.runAsync(this::readAccounts));
    }

    long reads() {
        return reads.get();
    }

    private void readLists() {
        while (!stopped) {
            JsonNode list = read("/api/queries/accounts");
            if (list.path("count").asInt(accounts) != accounts) {
                failures.add("count " + list.path("count"));
            }
        }
    }

    private void readAccounts() {
        for (int i = 0; !stopped; i++) {
            int number = i % accounts;
            JsonNode account = read("/api/queries/accounts/acc-" + number);
            if (!account.path("id").asText("acc-" + number).equals("acc-" + number)) {
                failures.add("account " + account);
            }
        }
    }

    private JsonNode read(String path) {
        long began = System.nanoTime();
        Got got = views.get(path);
        reads.incrementAndGet();
        if (got.status() != 200) {
            failures.add(path + " " + got.status() + " after " + (System.nanoTime() - began) / 1_000_000 + " ms "
                    + got.header("Retry-After") + got.response().body());
        }
        return got.body();
    }

    @Override
    public void close() {
        stopped = true;
        running.forEach(CompletableFuture::join);
    }
}
