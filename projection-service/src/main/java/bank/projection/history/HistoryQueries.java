package bank.projection.history;

import bank.es.Envelope;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.QueryParameters;
import bank.projection.query.Ask;
import bank.projection.query.MinVersion;
import bank.projection.query.MinVersion.Wanted;
import bank.projection.query.Queries;
import bank.projection.query.Reading;
import bank.projection.query.Resource;
import bank.projection.view.LogRow;
import bank.projection.view.VersionRow;
import bank.wire.EventJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The query for the events of an aggregate. It answers also for one that callers no longer find. */
public final class HistoryQueries {

    private static final String VERIFY = "verify";
    private static final String EXPECT_HEAD = "expect_head";

    private final Queries queries;
    private final Resource resource;
    private final Integrity integrity;

    public HistoryQueries(Queries queries, Resource resource) {
        this.queries = queries;
        this.resource = resource;
        this.integrity = new Integrity(queries);
    }

    public void mount(Router router) {
        router.get(resource.path() + "/:id/history").handler(Endpoint.handler(this::history));
    }

    private Future<Answer> history(RoutingContext request) {
        String id = Endpoint.id(request, resource::missing);
        var parameters =
                QueryParameters.of(request, Set.of(Ask.AFTER, Ask.LIMIT, MinVersion.PARAMETER, VERIFY, EXPECT_HEAD));
        long after = parameters
                .number(Ask.AFTER, 0, Long.MAX_VALUE - QueryParameters.LIMIT_MOST)
                .orElse(0);
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        Wanted wanted = Wanted.of(parameters, request.request());
        Optional<String> kept = parameters.text(EXPECT_HEAD);
        boolean verify = kept.isPresent()
                || parameters
                        .word(VERIFY, "true", "false")
                        .filter("true"::equals)
                        .isPresent();
        parameters.check();
        return queries.minVersion()
                .answer(
                        Reading.of(request),
                        resource.type(),
                        Ask.stream(resource.type().name(), id),
                        verify ? wanted.andParked() : wanted,
                        resource.missing(),
                        row -> page(
                                row, after, limit, verify ? Optional.of(integrity.of(row, kept)) : Optional.empty()));
    }

    /** Written as text: most events stand in the view in the form in which they are answered. */
    private Answer page(VersionRow row, long after, int limit, Optional<ObjectNode> verified) {
        var stream = row.snapshot().stream();
        long last = Math.min(after + limit, row.version());
        var events = new StringJoiner(",", "[", "]");
        if (last > after) {
            queries.views()
                    .of(stream.key())
                    .events(stream, after + 1, last)
                    .forEach(event -> events.add(json(row, event)));
        }
        String next = last > after && last < row.version() ? Long.toString(last) : "null";
        String json = "{\"" + resource.idField() + "\":\"" + stream.id() + "\",\"events\":" + events + ",\"version\":"
                + row.version() + ",\"next\":" + next
                + verified.map(found -> ",\"integrity\":" + found).orElse("") + "}";
        return Answer.json(200, json).with("ETag", "\"" + row.version() + "\"");
    }

    private String json(VersionRow row, LogRow event) {
        var stream = row.snapshot().stream();
        Envelope envelope = EventJson.read(stream.tenant(), stream.type(), event.tree());
        return queries.personal().event(envelope);
    }
}
