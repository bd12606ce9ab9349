package bank.projection.status;

import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.QueryParameters;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.Counts;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The queries for the views themselves: how far they are, and how much is in them. */
public final class StatusQueries {

    private final Queries queries;
    private final List<Resource> resources;
    private final LiveViews views;
    private final RebuildStatus rebuild;

    public StatusQueries(Queries queries, List<Resource> resources, LiveViews views, RebuildStatus rebuild) {
        this.queries = queries;
        this.resources = resources;
        this.views = views;
        this.rebuild = rebuild;
    }

    /** What there is to say of a rebuild, if there is one. */
    @FunctionalInterface
    public interface RebuildStatus {
        Optional<ObjectNode> document() throws InterruptedException;
    }

    public void mount(Router router) {
        router.get("/api/queries/projections").handler(Endpoint.handler(this::projections));
    }

    private Future<Answer> projections(RoutingContext request) {
        QueryParameters.of(request, Set.of()).check();
        return queries.pool().run(() -> Answer.json(200, document()));
    }

    private ObjectNode document() throws InterruptedException {
        StreamsViews live = views.now();
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("generation", live.generation().toString()).set("projections", ProjectionStatus.of(live));
        rebuild.document().ifPresent(state -> document.set("rebuild", state));
        return document;
    }

    /** What health says of the views: exact counts of all that they hold, and of what waits for an operator. */
    public Future<ObjectNode> health() {
        return queries.pool().run(() -> {
            Counts all = queries.domain().names().stream().map(this::counts).reduce(Counts.NONE, Counts::plus);
            ObjectNode health = Json.MAPPER
                    .createObjectNode()
                    .put("aggregates", all.aggregates())
                    .put("total_events", all.events());
            resources.forEach(
                    each -> health.put(each.name(), counts(each.type().name()).aggregates()));
            return health.put("transactions", all.transactions())
                    .put("overdue_sagas", queries.overdue().count());
        });
    }

    private Counts counts(String type) {
        return queries.views().all().stream().map(view -> view.counts(type)).reduce(Counts.NONE, Counts::plus);
    }
}
