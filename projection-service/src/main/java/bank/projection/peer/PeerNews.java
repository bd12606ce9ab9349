package bank.projection.peer;

import bank.es.StreamId;
import bank.projection.query.MinVersion;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.VersionWaits;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Callers here who wait for what another instance folds. Who waits for a version has it asked for there; for those who
 * wait for any event at all, one question to each other instance is under way, as long as anybody waits. Thread-safe.
 */
public final class PeerNews implements MinVersion.Waits {

    private static final int ASKED_AT_ONCE_MOST = 500;
    private static final long AGAIN_MILLIS = 100;
    private static final long GATHER_MILLIS = 20;
    private static final Duration NEWS_WAIT = Duration.ofSeconds(10);
    private static final long UNKNOWN = -1;

    private final LiveViews live;
    private final Peers peers;
    private final VersionWaits waits;
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<HostInfo> listening = ConcurrentHashMap.newKeySet();
    private final Map<HostInfo, Long> counts = new ConcurrentHashMap<>();

    public PeerNews(LiveViews live, Peers peers, VersionWaits waits) {
        this.live = live;
        this.peers = peers;
        this.waits = waits;
        waits.news().whenAwaited(this::listen);
    }

    @Override
    public CompletableFuture<Void> until(StreamId stream, long version, Duration most) {
        var reached = waits.until(stream, version, most);
        int partition = live.now().topology().partitions().of(stream.key());
        var _ = heardOf(partition, stream, version, most)
                .exceptionallyCompose(_ -> after(AGAIN_MILLIS))
                .thenRun(() -> reached.complete(null));
        return reached;
    }

    /** Completes when there may be news of it elsewhere; never where it is folded here. */
    private CompletableFuture<Void> heardOf(int partition, StreamId stream, long version, Duration most) {
        try {
            StreamsViews views = live.of(partition);
            return views.rows().answers(partition)
                    ? new CompletableFuture<>()
                    : askFor(views, partition, stream, version, most);
        } catch (InvalidStateStoreException e) {
            return after(AGAIN_MILLIS);
        }
    }

    private CompletableFuture<Void> askFor(
            StreamsViews views, int partition, StreamId stream, long version, Duration most) {
        Optional<HostInfo> owner = views.instances().owner(partition);
        if (owner.isEmpty() || owner.get().equals(views.instances().self())) {
            return after(AGAIN_MILLIS);
        }
        if (asked.incrementAndGet() > ASKED_AT_ONCE_MOST) {
            asked.decrementAndGet();
            return after(AGAIN_MILLIS);
        }
        String path = PeerPaths.version(views.generation(), partition, stream, version, most);
        return peers.askLong(owner.get(), path, most)
                .<Void>thenApply(_ -> null)
                .whenComplete((_, _) -> asked.decrementAndGet());
    }

    private static CompletableFuture<Void> after(long millis) {
        return new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
    }

    private void listen() {
        for (HostInfo other : live.now().instances().others()) {
            if (listening.add(other)) {
                var _ = peers.askLong(other, PeerPaths.news(counts.getOrDefault(other, UNKNOWN), NEWS_WAIT), NEWS_WAIT)
                        .whenComplete((answer, _) -> {
                            var _ = after(answer == null ? AGAIN_MILLIS : GATHER_MILLIS)
                                    .thenRun(() -> heard(other, answer));
                        });
            }
        }
    }

    private void heard(HostInfo other, byte @Nullable [] answer) {
        listening.remove(other);
        long count = answer == null
                ? UNKNOWN
                : Json.read(answer, JsonNode.class).path(PeerRoutes.COUNT).longValue();
        Long before = counts.put(other, count);
        if (before == null || before != count) {
            waits.news().came();
        }
        if (waits.news().isAwaited()) {
            listen();
        }
    }
}
