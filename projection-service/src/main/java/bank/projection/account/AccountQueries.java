package bank.projection.account;

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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for accounts: one by its id, and all of them. */
public final class AccountQueries {

    private static final Cursor CURSOR = new Cursor("accounts");

    private final Queries queries;
    private final AccountDocument document;
    private final AggregateList list;

    public AccountQueries(Queries queries) {
        this.queries = queries;
        this.document = new AccountDocument(queries.personal());
        this.list = new AggregateList(Aggregates.ACCOUNT, queries.views());
    }

    public void mount(Router router) {
        router.get("/api/queries/accounts").handler(Endpoint.handler(this::list));
        router.get("/api/queries/accounts/:id").handler(Endpoint.handler(this::one));
    }

    static Problem notFound() {
        return Problem.notFound("account-not-found", "Account not found");
    }

    private Future<Answer> one(RoutingContext request) {
        String id = Endpoint.id(request, notFound());
        var parameters = QueryParameters.of(request, Set.of(MinVersion.PARAMETER));
        Wanted wanted = Wanted.of(parameters, request.request());
        parameters.check();
        return queries.minVersion()
                .answer(
                        Aggregates.ACCOUNT,
                        Ask.stream("account", id),
                        wanted,
                        notFound(),
                        row -> Ask.tagged(document.of(row), row.version()));
    }

    private Future<Answer> list(RoutingContext request) {
        var parameters = QueryParameters.of(request, Set.of("owner", "status", Ask.LIMIT, Ask.AFTER));
        Optional<String> owner = parameters.text("owner");
        Optional<String> status = parameters.word("status", "active", "closed");
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        String after = CURSOR.read(parameters, Ask.AFTER, Ask::isStreamKey)
                .map(place -> new String(place, UTF_8))
                .orElse("");
        parameters.check();
        return queries.pool().answer(() -> {
            Page page = owner.isEmpty() && status.isEmpty()
                    ? list.all(after, limit)
                    : list.matching(filter(owner, status), after, limit);
            return Answer.json(200, page(page));
        });
    }

    private Predicate<VersionRow> filter(Optional<String> owner, Optional<String> status) {
        Predicate<VersionRow> hasStatus =
                row -> status.isEmpty() || AccountDocument.status(row).equals(status.get());
        return hasStatus.and(row -> owner.isEmpty() || owner.equals(document.owner(row)));
    }

    private ObjectNode page(Page page) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        var accounts = answer.putArray("accounts");
        for (VersionRow row : page.rows()) {
            ObjectNode account = document.of(row);
            if (queries.views().of(row.key()).parked(row.snapshot().stream())) {
                account.put("parked", true);
            }
            accounts.add(account);
        }
        answer.put("count", page.count());
        return Ask.next(answer, page.next().map(CURSOR::at));
    }
}
