package bank.projection;

import bank.projection.RunningViews.Got;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Somebody who deposits all the time, and readers who ask each instance in turn, and note what they should not see: a
 * failure, or an account that is older than one that anybody was answered before.
 */
final class Callers implements AutoCloseable {

    private static final int ACCOUNTS = 6;
    private static final int READERS = 2;

    private final List<RunningViews> instances;
    private final List<Watched> accounts;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean stopped;

    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** An account, the last version that was published, and the newest that anybody has read. */
    private record Watched(String id, TestAccount account, AtomicLong written, AtomicLong read) {}

    Callers(Publisher publisher, List<RunningViews> instances) {
        this.instances = instances;
        this.accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> new Watched(
                        "watched-" + i,
                        TestAccount.open(
                                "watched-" + i, "Alice", 1, Instant.now(), publisher, instances.getFirst().keys),
                        new AtomicLong(1),
                        new AtomicLong(1)))
                .toList();
        running.add(CompletableFuture.runAsync(this::deposit, Thread::startVirtualThread));
        IntStream.range(0, READERS)
                .forEach(_ -> running.add(CompletableFuture.runAsync(this::read, Thread::startVirtualThread)));
    }

    long reads() {
        return reads.get();
    }

    private void deposit() {
        while (!stopped) {
            for (Watched watched : accounts) {
                watched.account().deposit(1);
                watched.written().set(watched.account().version());
            }
        }
    }

    private void read() {
        for (int i = 0; !stopped; i++) {
            Watched watched = accounts.get(i / instances.size() % accounts.size());
            long least = i % 3 == 0 ? watched.written().get() : watched.read().get();
            String wanted = i % 3 == 0 || least == 1 ? "?min_version=" + least : "";
            read(instances.get(i % instances.size()), watched, least, wanted);
        }
    }

    private void read(RunningViews views, Watched watched, long least, String wanted) {
        long began = System.nanoTime();
        Got got = views.get("/api/queries/accounts/" + watched.id() + wanted, "Prefer", "wait=5");
        reads.incrementAndGet();
        long version = got.status() == 200 ? got.body().path("version").longValue() : 0;
        if (version < least) {
            failures.add(watched.id() + wanted + " was " + least + ", then " + got.status() + " " + version + " after "
                    + (System.nanoTime() - began) / 1_000_000 + " ms "
                    + got.response().body());
        }
        long _ = watched.read().accumulateAndGet(version, Math::max);
    }

    @Override
    public void close() {
        stopped = true;
        running.forEach(CompletableFuture::join);
    }
}
