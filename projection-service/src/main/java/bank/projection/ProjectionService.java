package bank.projection;

import bank.host.ServiceProcess;
import bank.http.Service;
import bank.personal.SubjectKeys;
import bank.projection.account.AccountQueries;
import bank.projection.feed.FeedQueries;
import bank.projection.letter.LetterQueries;
import bank.projection.order.OrderQueries;
import bank.projection.outcome.OutcomeQueries;
import bank.projection.person.PersonQueries;
import bank.projection.query.Finality;
import bank.projection.query.MinVersion;
import bank.projection.query.PersonalView;
import bank.projection.query.Queries;
import bank.projection.query.QueryPool;
import bank.projection.snapshot.SnapshotQuery;
import bank.projection.status.StatusQueries;
import bank.projection.streams.StoredEvents;
import bank.projection.streams.StreamsSettings;
import bank.projection.streams.StreamsViews;
import bank.projection.transaction.TransactionQueries;
import bank.projection.transfer.OverdueSagas;
import bank.projection.transfer.SagaQueries;
import bank.projection.view.VersionWaits;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private final StreamsViews views;
    private final QueryPool pool;
    private final Queries queries;
    private final StatusQueries status;
    private final SagaQueries sagas;
    private final FeedQueries feed;
    private final StoredEvents stored;

    private ProjectionService(
            StreamsViews views,
            StoredEvents stored,
            VersionWaits waits,
            SubjectKeys keys,
            Duration overdue,
            Duration clockSkew,
            Vertx vertx,
            InstantSource clock) {
        this.views = views;
        this.stored = stored;
        this.pool = new QueryPool(vertx);
        Duration delay =
                Duration.ofMillis(KafkaSettings.TRANSACTION_TIMEOUT_MILLIS).plus(clockSkew);
        this.queries = new Queries(
                views,
                pool,
                new MinVersion(views, waits, pool, vertx),
                new PersonalView(keys, clock),
                new Finality(views, pool, vertx, delay, clock),
                stored);
        var overdueSagas = new OverdueSagas(views, overdue, clock);
        this.status = new StatusQueries(pool, views, overdueSagas);
        this.sagas = new SagaQueries(queries, overdueSagas);
        this.feed = new FeedQueries(
                queries, waits.news(), views.topology().partitions().count(), vertx);
    }

    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, ProjectionService::start);
    }

    /** Starts to restore and to read; returns at once. */
    public static ProjectionService start(
            Environment environment, Partitions partitions, SubjectKeys keys, Vertx vertx) {
        Duration overdue = Duration.ofSeconds(environment.number(Setting.SAGA_OVERDUE, 1, OVERDUE_MOST_SECONDS));
        Duration clockSkew = Duration.ofMillis(environment.number(Setting.CLOCK_SKEW, 0, CLOCK_SKEW_MOST_MILLIS));
        var waits = new VersionWaits();
        InstantSource clock = InstantSource.system();
        StreamsSettings settings = StreamsSettings.from(environment, NAME);
        StreamsViews views = StreamsViews.start(settings, partitions, waits, clock);
        var stored = new StoredEvents(settings.kafka(), settings.topics(), partitions);
        return new ProjectionService(views, stored, waits, keys, overdue, clockSkew, vertx, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        var accounts = new AccountQueries(queries);
        var people = new PersonQueries(queries);
        var orders = new OrderQueries(queries);
        accounts.mount(router);
        people.mount(router);
        orders.mount(router);
        new SnapshotQuery(queries, List.of(accounts.resource(), sagas.resource(), people.resource(), orders.resource()))
                .mount(router);
        new TransactionQueries(queries).mount(router);
        new OutcomeQueries(queries).mount(router);
        sagas.mount(router);
        feed.mount(router);
        new LetterQueries(queries, views.topology().topics()).mount(router);
        status.mount(router);
    }

    @Override
    public boolean ready() {
        return views.ready();
    }

    @Override
    public Future<ObjectNode> health() {
        return status.health();
    }

    @Override
    public void close() {
        views.close();
        stored.close();
        pool.close();
    }
}
