package bank.projection.peer;

import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.ProblemType;
import bank.http.QueryParameters;
import bank.projection.query.QueryPool;
import bank.projection.streams.LiveViews;
import bank.projection.streams.LocalRows;
import bank.projection.streams.StreamsViews;
import bank.projection.view.NewEvents;
import bank.projection.view.VersionRow;
import bank.projection.view.VersionWaits;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers other instances, from what this one has. */
public final class PeerRoutes {

    static final String COUNT = "count";
    private static final CharSequence BINARY = "application/octet-stream";
    private static final long WAIT_MOST_MILLIS = 30_000;

    /** As many other instances as there may be. */
    static final int LISTENING_MOST = 100;

    private final LiveViews live;
    private final QueryPool pool;
    private final VersionWaits waits;
    private final Vertx vertx;
    private final InstantSource clock;
    private final AtomicInteger listening = new AtomicInteger();

    /** {@code pool} is one whose queries ask no other instance. */
    public PeerRoutes(LiveViews live, QueryPool pool, VersionWaits waits, Vertx vertx, InstantSource clock) {
        this.live = live;
        this.pool = pool;
        this.waits = waits;
        this.vertx = vertx;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get(PeerPaths.ROWS).handler(Endpoint.handler(this::rows));
        router.get(PeerPaths.POSITIONS).handler(Endpoint.handler(this::positions));
        router.get(PeerPaths.VERSION).handler(Endpoint.handler(this::version));
        router.get(PeerPaths.NEWS).handler(Endpoint.handler(this::news));
    }

    private Future<Answer> rows(RoutingContext request) {
        var parameters = QueryParameters.of(request, PeerPaths.ROWS_PARAMETERS);
        RowsRequest wanted = PeerPaths.rows(parameters);
        boolean stale = PeerPaths.isStale(parameters);
        parameters.check();
        int partition = partition(request);
        return pool.run(() -> {
            StreamsViews views = views(request, partition);
            if (views.rows().answers(partition)) {
                return page(views, wanted, views.rows().live(partition), 0);
            }
            LocalRows.Copy copy = (stale ? views.rows().copy(partition) : Optional.<LocalRows.Copy>empty())
                    .orElseThrow(() -> new InvalidStateStoreException("Partition " + partition + " is not here"));
            return page(views, wanted, copy.rows(), age(copy.completeUpTo()));
        });
    }

    private long age(Instant completeUpTo) {
        return Math.max(1, Duration.between(completeUpTo, clock.instant()).toMillis());
    }

    private static Answer page(
            StreamsViews views, RowsRequest wanted, ReadOnlyKeyValueStore<Bytes, byte[]> rows, long ageMillis) {
        byte[] page = wanted.page(rows, views.topology().rows(rows), ageMillis).bytes();
        return new Answer(200, BINARY, Buffer.buffer(page), Map.of());
    }

    private Future<Answer> positions(RoutingContext request) {
        QueryParameters.of(request, Set.of()).check();
        return pool.run(() -> {
            StreamsViews views = views(request);
            List<Integer> here = IntStream.range(
                            0, views.topology().partitions().count())
                    .filter(views.rows()::answers)
                    .filter(partition -> live.has(views.generation(), partition))
                    .boxed()
                    .toList();
            ObjectNode positions = Json.MAPPER.createObjectNode();
            views.progress().of(here).forEach((partition, next) -> positions.put(partition.toString(), next));
            return Answer.json(200, positions);
        });
    }

    /** Answers when the view has that version, or else when the time is over. */
    private Future<Answer> version(RoutingContext request) {
        var parameters = QueryParameters.of(request, PeerPaths.VERSION_PARAMETERS);
        String[] types = live.now().topology().domain().names().toArray(String[]::new);
        String type = parameters.word(PeerPaths.TYPE, types).orElse("");
        String key = parameters.text(PeerPaths.KEY).orElse("");
        long version =
                parameters.number(PeerPaths.VERSION_WANTED, 1, Long.MAX_VALUE).orElse(1);
        Duration wait = wait(parameters);
        if (!StreamId.isKey(key)) {
            parameters.fault(PeerPaths.KEY, "It must be the key of a stream");
        }
        if (type.isEmpty()) {
            parameters.fault(PeerPaths.TYPE, "It must be given");
        }
        parameters.check();
        StreamId stream = StreamId.ofKey(type, key);
        int partition = partition(request);
        var reached = register(stream, version, wait);
        return pool.run(() -> has(views(request, partition), partition, stream, version))
                .compose(has -> has
                        ? Future.succeededFuture()
                        : Future.fromCompletionStage(reached, vertx.getOrCreateContext()))
                .onComplete(_ -> reached.complete(null))
                .map(_ -> Answer.json(200, "{}"));
    }

    private CompletableFuture<Void> register(StreamId stream, long version, Duration wait) {
        try {
            return waits.until(stream, version, wait);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.unavailable("Too many callers wait for a version"));
        }
    }

    private static boolean has(StreamsViews views, int partition, StreamId stream, long version) {
        return views.here(partition)
                        .head(views.topology().domain().named(stream.type()), stream)
                        .map(VersionRow::version)
                        .orElse(0L)
                >= version;
    }

    /** Answers when there are more events than those that the other one knows of, or else when the time is over. */
    private Future<Answer> news(RoutingContext request) {
        var parameters = QueryParameters.of(request, PeerPaths.NEWS_PARAMETERS);
        long after = parameters.number(PeerPaths.AFTER, -1, Long.MAX_VALUE).orElse(-1);
        Duration wait = wait(parameters);
        parameters.check();
        if (listening.incrementAndGet() > LISTENING_MOST) {
            listening.decrementAndGet();
            throw new ProblemException(Problem.unavailable("Too many wait for news"));
        }
        NewEvents news = waits.news();
        var next = news.nextHere();
        if (news.count() != after) {
            next.complete(null);
        }
        return Future.fromCompletionStage(
                        next.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS),
                        vertx.getOrCreateContext())
                .onComplete(_ -> listening.decrementAndGet())
                .map(_ -> Answer.json(200, Json.MAPPER.createObjectNode().put(COUNT, news.count())));
    }

    private static Duration wait(QueryParameters parameters) {
        return Duration.ofMillis(
                parameters.number(PeerPaths.WAIT, 0, WAIT_MOST_MILLIS).orElse(0));
    }

    private StreamsViews views(RoutingContext request) {
        String generation = request.pathParam("generation");
        return live.running().stream()
                .filter(views -> views.generation().toString().equals(generation))
                .findFirst()
                .orElseThrow(() -> new InvalidStateStoreException("Generation " + generation + " does not run here"));
    }

    /** Who asks for one that the partition is no longer answered from will hear of the other one. */
    private StreamsViews views(RoutingContext request, int partition) {
        StreamsViews views = views(request);
        if (!live.has(views.generation(), partition)) {
            throw new InvalidStateStoreException("Another generation of partition " + partition + " is live");
        }
        return views;
    }

    private int partition(RoutingContext request) {
        try {
            int partition = Integer.parseInt(request.pathParam("partition"));
            if (partition >= 0 && partition < live.now().topology().partitions().count()) {
                return partition;
            }
        } catch (NumberFormatException e) {
            throw noPartition();
        }
        throw noPartition();
    }

    private static ProblemException noPartition() {
        return new ProblemException(ProblemType.PATH_NOT_FOUND.because("There is no such partition"));
    }
}
