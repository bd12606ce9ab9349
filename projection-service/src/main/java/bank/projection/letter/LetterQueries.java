package bank.projection.letter;

import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.query.Ask;
import bank.projection.query.Cursor;
import bank.projection.query.MergedKeys;
import bank.projection.query.Queries;
import bank.projection.view.RowKeys;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** The queries for dead letters: what a processor or a view could not deal with, why, and what waits for it. */
public final class LetterQueries {

    private static final Problem NOT_FOUND = Problem.notFound("dead-letter-not-found", "Dead letter not found");
    private static final Cursor CURSOR = new Cursor("dead-letters");
    private static final int PLACE_BYTES_LEAST = Long.BYTES + 1;
    private static final byte[] START = new byte[0];

    private final Queries queries;
    private final Waiting waiting;

    public LetterQueries(Queries queries, Topics topics) {
        this.queries = queries;
        this.waiting = new Waiting(queries.domain(), topics, queries.views());
    }

    public void mount(Router router) {
        router.get("/api/queries/dead-letters").handler(Endpoint.handler(this::list));
        router.get("/api/queries/dead-letters/:id").handler(Endpoint.handler(this::one));
    }

    private Future<Answer> one(RoutingContext request) {
        String id = Endpoint.id(request, NOT_FOUND);
        QueryParameters.of(request, Set.of()).check();
        return queries.pool()
                .answer(() -> queries.views().all().stream()
                        .map(view -> view.letter(id))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(letter -> Answer.json(200, document(letter)))
                        .orElseThrow(() -> new ProblemException(NOT_FOUND)));
    }

    private Future<Answer> list(RoutingContext request) {
        var parameters = QueryParameters.of(request, Set.of(Ask.LIMIT, Ask.AFTER));
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        byte[] after = CURSOR.read(parameters, Ask.AFTER, place -> place.length >= PLACE_BYTES_LEAST)
                .orElse(START);
        parameters.check();
        return queries.pool().answer(() -> Answer.json(200, page(after, limit)));
    }

    private ObjectNode page(byte[] after, int limit) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        var letters = answer.putArray("dead_letters");
        Optional<String> next = Optional.empty();
        try (var keys = new MergedKeys(queries.views().all(), RowKeys.lettersAfter(after))) {
            byte[] last = after;
            while (keys.hasNext() && next.isEmpty()) {
                if (letters.size() == limit) {
                    next = Optional.of(CURSOR.at(last));
                } else {
                    MergedKeys.Found found = keys.next();
                    last = RowKeys.placeOfLetter(found.key());
                    letters.add(document(found.view().letterAt(found.key())));
                }
            }
        }
        answer.put(
                "count",
                queries.views().all().stream().mapToLong(ViewRows::letters).sum());
        return Ask.next(answer, next);
    }

    private ObjectNode document(String letter) {
        ObjectNode document = Json.read(letter, ObjectNode.class);
        document.set("waits", waiting.behind(document));
        return document;
    }
}
