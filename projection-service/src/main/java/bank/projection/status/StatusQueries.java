package bank.projection.status;

import bank.Aggregates;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.QueryParameters;
import bank.projection.query.PartitionViews;
import bank.projection.query.QueryPool;
import bank.projection.streams.StreamsViews;
import bank.projection.transfer.OverdueSagas;
import bank.projection.view.Counts;
import bank.wire.AggregateType;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** The queries for the views themselves: how far they are, and how much is in them. */
public final class StatusQueries {

    private final QueryPool pool;
    private final PartitionViews views;
    private final ProjectionStatus status;
    private final OverdueSagas overdue;

    public StatusQueries(QueryPool pool, StreamsViews views, OverdueSagas overdue) {
        this.pool = pool;
        this.views = views;
        this.overdue = overdue;
        this.status = new ProjectionStatus(views);
    }

    public void mount(Router router) {
        router.get("/api/queries/projections").handler(Endpoint.handler(this::projections));
    }

    private Future<Answer> projections(RoutingContext request) {
        QueryParameters.of(request, Set.of()).check();
        return pool.answer(() -> Answer.json(200, status.document()));
    }

    /** What health says of the views: exact counts of all that they hold, and of what waits for an operator. */
    public Future<ObjectNode> health() {
        return pool.run(() -> {
            Counts accounts = counts(Aggregates.ACCOUNT);
            List<Counts> all = Aggregates.ALL.stream().map(this::counts).toList();
            return Json.MAPPER
                    .createObjectNode()
                    .put(
                            "aggregates",
                            all.stream().mapToLong(Counts::aggregates).sum())
                    .put("total_events", all.stream().mapToLong(Counts::events).sum())
                    .put("accounts", accounts.aggregates())
                    .put("transactions", accounts.transactions())
                    .put("sagas", counts(Aggregates.TRANSFER).aggregates())
                    .put("people", counts(Aggregates.PERSON).aggregates())
                    .put("orders", counts(Aggregates.ORDER).aggregates())
                    .put("overdue_sagas", overdue.count());
        });
    }

    private Counts counts(AggregateType<?, ?, ?> type) {
        return views.all().stream().map(view -> view.counts(type.name())).reduce(Counts.NONE, Counts::plus);
    }
}
