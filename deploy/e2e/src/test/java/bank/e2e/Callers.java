package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Each makes his call again and again, and repeats it with its key until he knows what became of it: what careful callers
 * do through any fault. Thread-safe.
 */
final class Callers {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(150);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);
    private static final Set<Integer> NOT_YET_KNOWN = Set.of(202, 503, 504);

    private final AtomicIntegerArray answered;
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<CompletableFuture<Void>> callers;
    private volatile boolean stopped;

    private Callers(List<Function<String, Answer>> calls) {
        answered = new AtomicIntegerArray(calls.size());
        callers = IntStream.range(0, calls.size())
                .mapToObj(caller ->
                        CompletableFuture.runAsync(() -> work(caller, calls.get(caller)), Thread::startVirtualThread))
                .toList();
    }

    /** One for each call, which takes the key. */
    static Callers start(List<Function<String, Answer>> calls) {
        return new Callers(calls);
    }

    private void work(int caller, Function<String, Answer> call) {
        while (!stopped) {
            String key = Teller.fresh("key-");
            long began = System.nanoTime();
            Answer answer = Awaitility.await()
                    .atMost(ANSWERED_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(AGAIN_AFTER)
                    // His connection has ended without an answer.
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> heard(call.apply(key)), each -> !NOT_YET_KNOWN.contains(each.status()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            answered.incrementAndGet(caller);
        }
    }

    private static Answer heard(Answer answer) {
        if (answer.status() == 503) {
            assertThat(answer.header("Retry-After")).as(answer.body()).isNotEmpty();
        }
        return answer;
    }

    /** How long the one who waited longest since this was last asked has waited until he knew, repeats and all. */
    Duration longestWait() {
        return Duration.ofNanos(longestNanos.getAndSet(0));
    }

    /** Waits until every one of them has been answered that many times more. */
    void awaitEach(int more) {
        int[] before = IntStream.range(0, answered.length()).map(answered::get).toArray();
        Awaitility.await().atMost(ANSWERED_WITHIN).until(() -> {
            callers.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
            return IntStream.range(0, before.length).allMatch(caller -> answered.get(caller) >= before[caller] + more);
        });
    }

    /** Ends when all know what became of their last calls; gives how often each was answered. */
    int[] stop() {
        stopped = true;
        callers.forEach(CompletableFuture::join);
        return IntStream.range(0, answered.length()).map(answered::get).toArray();
    }
}
