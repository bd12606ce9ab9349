package bank.projection.transaction;

import bank.Aggregates;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.QueryParameters;
import bank.projection.query.Ask;
import bank.projection.query.Cursor;
import bank.projection.query.MinVersion;
import bank.projection.query.Queries;
import bank.projection.query.Reading;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** The query for transactions, of one account or of all. */
public final class TransactionQueries {

    private static final int LIMIT_OTHERWISE = 50;
    private static final String BEFORE = "before";
    private static final String ACCOUNT = "account_id";

    private final Queries queries;
    private final Statement statement;

    public TransactionQueries(Queries queries) {
        this.queries = queries;
        this.statement = new Statement(queries.views());
    }

    public void mount(Router router) {
        router.get("/api/queries/transactions").handler(Endpoint.handler(this::list));
    }

    private Future<Answer> list(RoutingContext request) {
        var parameters = QueryParameters.of(request, Set.of(ACCOUNT, Ask.LIMIT, BEFORE));
        Optional<String> account = parameters.id(ACCOUNT);
        int limit = parameters.limit(LIMIT_OTHERWISE);
        Reading reading = Reading.of(request);
        if (account.isPresent()) {
            var cursor = new Cursor("transactions/" + account.get());
            Optional<Long> before = cursor.read(parameters, BEFORE, TransactionQueries::isVersion)
                    .map(TransactionQueries::version);
            parameters.check();
            return queries.pool().answer(reading, () -> ofAccount(account.get(), before, limit, cursor));
        }
        var cursor = new Cursor("statement");
        Optional<Place> before = cursor.read(parameters, BEFORE, Place::isPlace).map(Place::read);
        parameters.check();
        return queries.pool().answer(reading, () -> answer(statement.ofAll(before, limit), cursor));
    }

    /** An account that is not there has no transactions. */
    private Answer ofAccount(String id, Optional<Long> before, int limit, Cursor cursor) {
        var stream = Ask.stream("account", id);
        var view = queries.views().of(stream.key());
        if (queries.views().parked(view, stream)) {
            throw MinVersion.parked();
        }
        return answer(
                view.head(Aggregates.ACCOUNT, stream)
                        .map(row -> statement.of(view, row, before, limit))
                        .orElse(Statement.Page.NONE),
                cursor);
    }

    private static boolean isVersion(byte[] place) {
        return place.length == Long.BYTES && version(place) > 1;
    }

    private static long version(byte[] place) {
        return ByteBuffer.wrap(place).getLong();
    }

    private static Answer answer(Statement.Page page, Cursor cursor) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putArray("transactions").addAll(page.transactions());
        answer.put("total", page.total());
        return Answer.json(200, Ask.next(answer, page.next().map(cursor::at)));
    }
}
