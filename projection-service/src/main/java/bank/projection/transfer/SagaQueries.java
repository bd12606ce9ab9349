package bank.projection.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.Aggregates;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.QueryParameters;
import bank.projection.query.AggregateList;
import bank.projection.query.AggregateList.Page;
import bank.projection.query.Ask;
import bank.projection.query.Cursor;
import bank.projection.query.MinVersion;
import bank.projection.query.MinVersion.Wanted;
import bank.projection.query.Queries;
import bank.projection.view.VersionRow;
import bank.wire.Json;
import bank.wire.SagaDocument;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** The queries for sagas: one by its id, and all of them. */
public final class SagaQueries {

    private static final Cursor CURSOR = new Cursor("sagas");
    private static final Problem NOT_FOUND = Problem.notFound("saga-not-found", "Saga not found");

    private final Queries queries;
    private final AggregateList list;
    private final OverdueSagas overdue;

    public SagaQueries(Queries queries, OverdueSagas overdue) {
        this.queries = queries;
        this.list = new AggregateList(Aggregates.TRANSFER, queries.views());
        this.overdue = overdue;
    }

    public void mount(Router router) {
        router.get("/api/queries/sagas").handler(Endpoint.handler(this::list));
        router.get("/api/queries/sagas/:id").handler(Endpoint.handler(this::one));
    }

    private Future<Answer> one(RoutingContext request) {
        String id = Endpoint.id(request, NOT_FOUND);
        var parameters = QueryParameters.of(request, Set.of(MinVersion.PARAMETER));
        Wanted wanted = Wanted.of(parameters, request.request());
        parameters.check();
        return queries.minVersion()
                .answer(
                        Aggregates.TRANSFER,
                        Ask.stream("transfer", id),
                        wanted,
                        NOT_FOUND,
                        row -> Ask.tagged(document(row), row.version()));
    }

    private Future<Answer> list(RoutingContext request) {
        var parameters = QueryParameters.of(request, Set.of("status", Ask.LIMIT, Ask.AFTER));
        Optional<String> status = parameters.word("status", "running", "compensating", "completed", "compensated");
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        String after = CURSOR.read(parameters, Ask.AFTER, Ask::isStreamKey)
                .map(place -> new String(place, UTF_8))
                .orElse("");
        parameters.check();
        return queries.pool().answer(() -> {
            Page page = status.isEmpty()
                    ? list.all(after, limit)
                    : list.matching(row -> status.get().equals(status(row)), after, limit);
            ObjectNode answer = Json.MAPPER.createObjectNode();
            var sagas = answer.putArray("sagas");
            page.rows().forEach(row -> sagas.add(document(row)));
            answer.put("count", page.count());
            return Answer.json(200, Ask.next(answer, page.next().map(CURSOR::at)));
        });
    }

    private static String status(VersionRow row) {
        return SagaDocument.of(row.snapshot()).required("status").textValue();
    }

    private ObjectNode document(VersionRow row) {
        ObjectNode document = SagaDocument.of(row.snapshot());
        if (overdue.contains(row)) {
            document.put("overdue", true);
        }
        return document;
    }
}
