package bank.projection;

import bank.Aggregates;
import bank.host.ServiceProcess;
import bank.host.ServiceStart;
import bank.http.Service;
import bank.metrics.Metrics;
import bank.personal.SubjectKeys;
import bank.projection.account.AccountQueries;
import bank.projection.feed.FeedQueries;
import bank.projection.letter.LetterQueries;
import bank.projection.order.OrderQueries;
import bank.projection.outcome.OutcomeQueries;
import bank.projection.peer.PeerNews;
import bank.projection.peer.PeerRoutes;
import bank.projection.peer.Peers;
import bank.projection.peer.RoutedViews;
import bank.projection.person.PersonQueries;
import bank.projection.query.Finality;
import bank.projection.query.MinVersion;
import bank.projection.query.OverdueSagas;
import bank.projection.query.PersonalView;
import bank.projection.query.Queries;
import bank.projection.query.QueryPool;
import bank.projection.query.Resource;
import bank.projection.rebuild.RebuildRoutes;
import bank.projection.rebuild.Rebuilds;
import bank.projection.snapshot.SnapshotQuery;
import bank.projection.status.StatusQueries;
import bank.projection.status.ViewMetrics;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StoredEvents;
import bank.projection.streams.StreamsSettings;
import bank.projection.transfer.SagaQueries;
import bank.projection.type.TypeQueries;
import bank.projection.view.FoldSpans;
import bank.projection.view.VersionWaits;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The service that keeps the views of all that has happened, and answers queries from them. */
public final class ProjectionService implements Service {

    public static final String NAME = "projection-service";
    private static final int OVERDUE_MOST_SECONDS = 86_400;
    private static final int CLOCK_SKEW_MOST_MILLIS = 600_000;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    /** The queries for the bank. */
    public static final List<TypeQueries.Maker> BANK =
            List.of(AccountQueries::new, SagaQueries::of, PersonQueries::of, OrderQueries::of);

    private final Rebuilds rebuilds;
    private final LiveViews views;
    private final QueryPool pool;
    private final QueryPool poolForOthers;
    private final Peers peers;
    private final PeerRoutes forOthers;
    private final Queries queries;
    private final StatusQueries status;
    private final ViewMetrics measured;
    private final List<TypeQueries> types;
    private final List<Resource> resources;
    private final FeedQueries feed;
    private final SnapshotQuery snapshot;
    private final VersionWaits waits;
    private final StoredEvents stored;
    private volatile boolean hasBegun;

    private ProjectionService(
            Domain domain,
            List<TypeQueries.Maker> types,
            Rebuilds rebuilds,
            QueryPool pool,
            QueryPool poolForOthers,
            Peers peers,
            StoredEvents stored,
            VersionWaits waits,
            SubjectKeys keys,
            Duration overdue,
            Duration clockSkew,
            MeterRegistry metrics,
            Vertx vertx,
            InstantSource clock) {
        this.rebuilds = rebuilds;
        this.views = rebuilds.live();
        this.stored = stored;
        this.waits = waits;
        this.pool = pool;
        this.poolForOthers = poolForOthers;
        this.peers = peers;
        this.forOthers = new PeerRoutes(views, poolForOthers, waits, vertx, clock);
        var routed = new RoutedViews(views, peers, clock);
        Duration delay =
                Duration.ofMillis(KafkaSettings.TRANSACTION_TIMEOUT_MILLIS).plus(clockSkew);
        this.queries = new Queries(
                domain,
                routed,
                pool,
                new MinVersion(routed, new PeerNews(views, peers, waits), pool, vertx),
                new PersonalView(domain, keys, clock),
                new OverdueSagas(domain, routed, overdue, clock),
                new Finality(routed, pool, vertx, delay, clock),
                stored);
        this.types = types.stream().map(maker -> maker.make(queries)).toList();
        this.resources = this.types.stream().map(TypeQueries::resource).toList();
        this.status = new StatusQueries(queries, resources, views, rebuilds::document);
        this.measured = new ViewMetrics(metrics, queries, resources, views, rebuilds::document, vertx);
        this.snapshot = new SnapshotQuery(queries, resources);
        this.feed = new FeedQueries(
                queries, waits.news(), views.now().topology().partitions().count(), vertx);
    }

    /** The bank's, as a process of its own. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, Aggregates.BANK, of(Aggregates.BANK, BANK));
    }

    /** The service of a system with these aggregate types and queries. */
    public static ServiceStart of(Domain domain, List<TypeQueries.Maker> types) {
        return (environment, partitions, keys, metrics, vertx) ->
                start(domain, types, environment, partitions, keys, metrics, vertx);
    }

    /** Starts to restore and to read; returns at once. */
    private static ProjectionService start(
            Domain domain,
            List<TypeQueries.Maker> types,
            Environment environment,
            Partitions partitions,
            SubjectKeys keys,
            Metrics metrics,
            Vertx vertx) {
        StreamsSettings settings = StreamsSettings.from(environment, domain, NAME, metrics.registry());
        return start(types, settings, environment, partitions, keys, metrics, vertx);
    }

    /** The same with rows of another form, as a later version may have. */
    static ProjectionService start(
            List<TypeQueries.Maker> types,
            StreamsSettings settings,
            Environment environment,
            Partitions partitions,
            SubjectKeys keys,
            Metrics metrics,
            Vertx vertx) {
        Duration overdue = Duration.ofSeconds(environment.number(Setting.SAGA_OVERDUE, 1, OVERDUE_MOST_SECONDS));
        Duration clockSkew = Duration.ofMillis(environment.number(Setting.CLOCK_SKEW, 0, CLOCK_SKEW_MOST_MILLIS));
        var waits = new VersionWaits();
        InstantSource clock = InstantSource.system();
        var pool = new QueryPool(vertx);
        var spans = new FoldSpans(metrics.tracing(), clock);
        var poolForOthers = QueryPool.forOthers(vertx);
        var peers = new Peers();
        Rebuilds rebuilds = Rebuilds.start(
                settings, partitions, keys.content(), waits, spans, peers, List.of(pool, poolForOthers), clock);
        var stored = new StoredEvents(settings.kafka(), settings.topics(), partitions);
        return new ProjectionService(
                settings.domain(),
                types,
                rebuilds,
                pool,
                poolForOthers,
                peers,
                stored,
                waits,
                keys,
                overdue,
                clockSkew,
                metrics.registry(),
                vertx,
                clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        types.forEach(each -> each.mount(router));
        snapshot.mount(router);
        new OutcomeQueries(queries).mount(router);
        feed.mount(router);
        new LetterQueries(queries, views.now().topology().topics()).mount(router);
        status.mount(router);
        new RebuildRoutes(rebuilds, pool).mount(router);
        forOthers.mount(router);
    }

    /**
     * Once it has begun to serve it is ready, also while partitions come and go: what it cannot answer now, no other
     * instance can, and all of them hear of a rebalance at the same time.
     */
    @Override
    public boolean ready() {
        hasBegun = hasBegun || views.ready();
        return hasBegun && !views.now().failed();
    }

    @Override
    public Future<ObjectNode> health() {
        return status.health();
    }

    @Override
    public Future<?> measure() {
        return measured.measure();
    }

    /** Less than other instances wait for what they ask this one. */
    @Override
    public Duration answersWithin() {
        return ANSWERS_WITHIN;
    }

    @Override
    public void stopWaiting() {
        queries.minVersion().stopWaiting();
        feed.stopWaiting();
        snapshot.stopWaiting();
        waits.stopWaiting();
    }

    @Override
    public void close() {
        rebuilds.close();
        stored.close();
        peers.close();
        pool.close();
        poolForOthers.close();
    }
}
