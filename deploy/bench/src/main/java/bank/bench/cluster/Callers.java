package bank.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Callers who each deposit to an account of his own, or read it, again and again, and repeat a call until it is answered
 * well; what is measured is how long that took. Thread-safe.
 */
public final class Callers implements AutoCloseable {

    private static final Duration ANSWER_MOST = Duration.ofSeconds(15);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration WELL_WITHIN = Duration.ofMinutes(5);
    private static final int WELL = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** So many who deposit, and as many who read the same accounts. */
    public static Callers start(int port, int accounts) {
        var started = new Callers();
        String base = "http://127.0.0.1:" + port;
        for (int account = 0; account < accounts; account++) {
            // As the load generator names them.
            String id = "acc-%06d".formatted(account);
            String deposit = base + "/api/commands/accounts/" + id + "/deposit";
            String read = base + "/api/queries/accounts/" + id;
            String key = "bench-" + account + "-" + System.nanoTime() + "-";
            started.begin(
                    true,
                    call -> HttpRequest.newBuilder(URI.create(deposit))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key + call)
                            .POST(BodyPublishers.ofString("{\"amount\":1}")));
            started.begin(false, _ -> HttpRequest.newBuilder(URI.create(read)).GET());
        }
        return started;
    }

    private void begin(boolean commands, IntFunction<HttpRequest.Builder> call) {
        var caller = new Caller(commands, call);
        callers.add(caller);
        threads.add(Thread.startVirtualThread(caller));
    }

    private final class Caller implements Runnable {

        private final boolean commands;
        private final IntFunction<HttpRequest.Builder> call;
        private final AtomicLong longestNanos = new AtomicLong();
        private final AtomicInteger answered = new AtomicInteger();

        Caller(boolean commands, IntFunction<HttpRequest.Builder> call) {
            this.commands = commands;
            this.call = call;
        }

        @Override
        public void run() {
            while (!ended) {
                long began = System.nanoTime();
                HttpRequest request =
                        call.apply(answered.get()).timeout(ANSWER_MOST).build();
                await().until(() -> ended || isAnswered(request));
                longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                answered.incrementAndGet();
            }
        }
    }

    private boolean isAnswered(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == WELL;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until each has been answered so many times more. */
    public void awaitEach(int more) {
        int[] wanted = callers.stream()
                .mapToInt(caller -> caller.answered.get() + more)
                .toArray();
        await().until(() -> IntStream.range(0, wanted.length)
                .allMatch(i -> callers.get(i).answered.get() >= wanted[i]));
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(WELL_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(AGAIN_AFTER)
                .pollInSameThread();
    }

    /** How many seconds the one waited for a command, or for a query, who waited longest since this was last asked. */
    public double longestSeconds(boolean commands) {
        return callers.stream()
                        .filter(caller -> caller.commands == commands)
                        .mapToLong(caller -> caller.longestNanos.getAndSet(0))
                        .max()
                        .orElse(0)
                / NANOS_PER_SECOND;
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }
}
