package bank.projection.feed;

import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Fault;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.query.Ask;
import bank.projection.query.Pieces;
import bank.projection.query.Queries;
import bank.projection.view.NewEvents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The queries for all events of all aggregates: a page, or a stream without end. */
public final class FeedQueries {

    private static final int READERS_MOST = 500;
    private static final int LOOKED_AT_MOST = 5_000;
    /** Well under the 75 s after which an idle connection is closed, here or on the way. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How long a stream may take to its end when the process stops. */
    private static final long END_MILLIS = 2_000;

    private static final int STREAM_PAGE = 100;
    private static final String WAIT = "wait";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String NO_CURSOR = "It must be a cursor that the feed of this bank gave";

    private final Queries queries;
    private final FeedLog log;
    private final NewEvents news;
    private final Vertx vertx;
    private final int partitions;
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean stopping;

    public FeedQueries(Queries queries, NewEvents news, int partitions, Vertx vertx) {
        this.queries = queries;
        this.log = new FeedLog(queries.domain(), queries.views(), queries.personal(), LOOKED_AT_MOST);
        this.news = news;
        this.partitions = partitions;
        this.vertx = vertx;
    }

    public void mount(Router router) {
        router.get("/api/queries/feed").handler(Endpoint.handler(this::page));
        router.get("/api/queries/feed/stream").handler(Endpoint.named(this::stream));
    }

    /** From now on nobody waits: a page is what there is, and a stream ends. */
    public void stopWaiting() {
        stopping = true;
    }

    private static Set<String> known(String... more) {
        Set<String> known = new HashSet<>(FeedFilter.PARAMETERS);
        known.addAll(Set.of(more));
        return known;
    }

    private Future<Answer> page(RoutingContext request) {
        var parameters = QueryParameters.of(request, known(Ask.AFTER, Ask.LIMIT, WAIT));
        FeedFilter filter = FeedFilter.read(queries.domain(), parameters);
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        long wait =
                parameters.number(WAIT, 0, QueryParameters.WAIT_MOST_SECONDS).orElse(0);
        Optional<Start> start = after(request);
        parameters.check();
        FeedReader reader = reader(request, filter, limit);
        return begin(start)
                .compose(from -> reader.next(from, Duration.ofSeconds(wait)))
                .map(page -> Answer.json(200, page.json()));
    }

    private void stream(RoutingContext request) {
        var parameters = QueryParameters.of(request, known(Ask.AFTER));
        FeedFilter filter = FeedFilter.read(queries.domain(), parameters);
        // Who reconnects says how far he came, though his address still says where he began.
        Optional<Start> start = lastEventId(request).or(() -> after(request));
        parameters.check();
        FeedReader reader = reader(request, filter, STREAM_PAGE);
        request.response()
                .putHeader("Cache-Control", "no-cache")
                // A proxy that gathers answers would keep events back.
                .putHeader("X-Accel-Buffering", "no");
        begin(start)
                .onSuccess(from -> Pieces.send(request, "text/event-stream", new FeedStream(reader, from, HEARTBEAT)))
                .onFailure(request::fail);
    }

    /** A cursor as it came, and the fault if it is none. */
    private record Start(String text, Fault otherwise) {}

    private static Optional<Start> after(RoutingContext request) {
        return Optional.ofNullable(request.queryParams().get(Ask.AFTER))
                .map(text -> new Start(text, Fault.inParameter(Ask.AFTER, NO_CURSOR)));
    }

    private static Optional<Start> lastEventId(RoutingContext request) {
        return Optional.ofNullable(request.request().getHeader(LAST_EVENT_ID))
                .filter(text -> !text.isEmpty())
                .map(text -> new Start(text, Fault.inHeader(LAST_EVENT_ID, NO_CURSOR)));
    }

    private Future<FeedCursor> begin(Optional<Start> start) {
        if (start.isEmpty()) {
            return Future.succeededFuture(FeedCursor.start(queries.domain(), partitions));
        }
        var wrong = ProblemException.malformed(start.get().otherwise());
        FeedCursor cursor = FeedCursor.parse(queries.domain(), start.get().text(), partitions)
                .orElseThrow(() -> wrong);
        return queries.pool()
                .run(() -> log.has(cursor))
                .compose(has -> has ? Future.succeededFuture(cursor) : Future.failedFuture(wrong));
    }

    /** One that ends when the caller goes, and when the service stops. */
    private FeedReader reader(RoutingContext request, FeedFilter filter, int limit) {
        if (readers.incrementAndGet() > READERS_MOST) {
            readers.decrementAndGet();
            throw new ProblemException(Problem.unavailable("Too many callers read the feed"));
        }
        var reader = new FeedReader(log, queries.pool(), news, vertx, filter, limit);
        request.addEndHandler(_ -> {
            readers.decrementAndGet();
            reader.end();
        });
        HttpConnection connection = request.request().connection();
        connection.shutdownHandler(_ -> {
            reader.end();
            // A stream's reader who does not take what he is sent does not come to its end.
            vertx.timer(END_MILLIS).onSuccess(_ -> {
                if (request.response().headWritten() && !request.response().ended()) {
                    connection.close();
                }
            });
        });
        if (stopping) {
            reader.end();
        }
        return reader;
    }
}
