package bank.projection;

import bank.host.ServiceProcess;
import bank.http.Service;
import bank.personal.SubjectKeys;
import bank.projection.account.AccountQueries;
import bank.projection.order.OrderQueries;
import bank.projection.outcome.OutcomeQueries;
import bank.projection.person.PersonQueries;
import bank.projection.query.MinVersion;
import bank.projection.query.PersonalView;
import bank.projection.query.Queries;
import bank.projection.query.QueryPool;
import bank.projection.status.StatusQueries;
import bank.projection.streams.StreamsSettings;
import bank.projection.streams.StreamsViews;
import bank.projection.transaction.TransactionQueries;
import bank.projection.transfer.OverdueSagas;
import bank.projection.transfer.SagaQueries;
import bank.projection.view.VersionWaits;
import bank.wire.Environment;
import bank.wire.Partitions;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;

/** The service that keeps the views of all that has happened, and answers queries from them. */
public final class ProjectionService implements Service {

    public static final String NAME = "projection-service";
    private static final int OVERDUE_MOST_SECONDS = 86_400;

    private final StreamsViews views;
    private final QueryPool pool;
    private final Queries queries;
    private final StatusQueries status;
    private final SagaQueries sagas;

    private ProjectionService(
            StreamsViews views,
            VersionWaits waits,
            SubjectKeys keys,
            Duration overdue,
            Vertx vertx,
            InstantSource clock) {
        this.views = views;
        this.pool = new QueryPool(vertx);
        this.queries =
                new Queries(views, pool, new MinVersion(views, waits, pool, vertx), new PersonalView(keys, clock));
        var overdueSagas = new OverdueSagas(views, overdue, clock);
        this.status = new StatusQueries(pool, views, overdueSagas);
        this.sagas = new SagaQueries(queries, overdueSagas);
    }

    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, ProjectionService::start);
    }

    /** Starts to restore and to read; returns at once. */
    public static ProjectionService start(
            Environment environment, Partitions partitions, SubjectKeys keys, Vertx vertx) {
        Duration overdue = Duration.ofSeconds(environment.number(Setting.SAGA_OVERDUE, 1, OVERDUE_MOST_SECONDS));
        var waits = new VersionWaits();
        InstantSource clock = InstantSource.system();
        StreamsViews views = StreamsViews.start(StreamsSettings.from(environment, NAME), partitions, waits, clock);
        return new ProjectionService(views, waits, keys, overdue, vertx, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        new AccountQueries(queries).mount(router);
        new PersonQueries(queries).mount(router);
        new OrderQueries(queries).mount(router);
        new TransactionQueries(queries).mount(router);
        new OutcomeQueries(queries).mount(router);
        sagas.mount(router);
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
        pool.close();
    }
}
