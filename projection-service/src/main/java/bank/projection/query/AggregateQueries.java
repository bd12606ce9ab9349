package bank.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.QueryParameters;
import bank.projection.query.AggregateList.Listed;
import bank.projection.query.AggregateList.Page;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries that every aggregate type has: for one of them by its id, and for all of them. */
public final class AggregateQueries {

    private final Queries queries;
    private final Resource resource;
    private final ListFilter filter;
    private final AggregateList list;
    private final Cursor cursor;

    public AggregateQueries(Queries queries, Resource resource, ListFilter filter) {
        this.queries = queries;
        this.resource = resource;
        this.filter = filter;
        this.list = new AggregateList(resource.type(), queries.views());
        this.cursor = new Cursor(resource.name());
    }

    /** Which of them a list is to have. */
    public interface ListFilter {

        /** All of them. */
        ListFilter NONE = new ListFilter() {

            @Override
            public Set<String> parameters() {
                return Set.of();
            }

            @Override
            public Optional<Predicate<VersionRow>> read(QueryParameters parameters) {
                return Optional.empty();
            }
        };

        /** The parameters that say so. */
        Set<String> parameters();

        /** What they say; nothing where all are wanted. */
        Optional<Predicate<VersionRow>> read(QueryParameters parameters);
    }

    public void mount(Router router) {
        router.get(resource.path()).handler(Endpoint.handler(this::list));
        router.get(resource.path() + "/:id").handler(Endpoint.handler(new OneAggregate(queries, resource)));
    }

    private Future<Answer> list(RoutingContext request) {
        Set<String> known = new HashSet<>(filter.parameters());
        known.addAll(Set.of(Ask.LIMIT, Ask.AFTER));
        var parameters = QueryParameters.of(request, known);
        Optional<Predicate<VersionRow>> wanted = filter.read(parameters);
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        String after = cursor.read(parameters, Ask.AFTER, Ask::isStreamKey)
                .map(place -> new String(place, UTF_8))
                .orElse("");
        parameters.check();
        return queries.pool()
                .answer(
                        Reading.of(request),
                        () -> Answer.json(
                                200,
                                page(wanted.map(matching -> list.matching(matching, after, limit))
                                        .orElseGet(() -> list.all(after, limit)))));
    }

    private ObjectNode page(Page page) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        var shown = answer.putArray(resource.name());
        for (Listed listed : page.rows()) {
            VersionRow row = listed.row();
            ObjectNode document = resource.now().apply(row);
            if (queries.views().parked(listed.view(), row.snapshot().stream())) {
                document.put("parked", true);
            }
            shown.add(document);
        }
        answer.put("count", page.count());
        return Ask.next(answer, page.next().map(cursor::at));
    }
}
