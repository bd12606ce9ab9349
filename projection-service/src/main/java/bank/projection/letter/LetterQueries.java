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
import bank.projection.query.Reading;
import bank.projection.view.RowKeys;
import bank.wire.Json;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The queries for dead letters: what a processor or a view could not deal with, why, what waits for it, and what an
 * operator decided on it.
 */
public final class LetterQueries {

    private static final Problem NOT_FOUND = Problem.notFound("dead-letter-not-found", "Dead letter not found");
    private static final Cursor CURSOR = new Cursor("dead-letters");
    private static final String STATUS = "status";
    private static final int PLACE_BYTES_LEAST = Long.BYTES + 1;
    private static final byte[] START = new byte[0];

    private final Queries queries;
    private final Waiting waiting;
    private final Decided decided;

    public LetterQueries(Queries queries, Topics topics) {
        this.queries = queries;
        this.waiting = new Waiting(queries.domain(), topics, queries.views());
        this.decided = new Decided(queries.views());
    }

    public void mount(Router router) {
        router.get("/api/queries/dead-letters").handler(Endpoint.handler(this::list));
        router.get("/api/queries/dead-letters/:id").handler(Endpoint.handler(this::one));
    }

    private Future<Answer> one(RoutingContext request) {
        String id = Endpoint.id(request, () -> NOT_FOUND);
        QueryParameters.of(request, Set.of()).check();
        return queries.pool()
                .answer(
                        Reading.of(request),
                        () -> queries.views().all().stream()
                                .map(view -> view.letter(id))
                                .flatMap(Optional::stream)
                                .findFirst()
                                .map(letter -> Answer.json(200, document(letter)))
                                .orElseThrow(() -> new ProblemException(NOT_FOUND)));
    }

    private Future<Answer> list(RoutingContext request) {
        var parameters = QueryParameters.of(request, Set.of(STATUS, Ask.LIMIT, Ask.AFTER));
        Optional<String> status = parameters.word(STATUS, Decided.STATUSES);
        int limit = parameters.limit(Ask.LIMIT_OTHERWISE);
        byte[] after = CURSOR.read(parameters, Ask.AFTER, place -> place.length >= PLACE_BYTES_LEAST)
                .orElse(START);
        parameters.check();
        return queries.pool().answer(Reading.of(request), () -> Answer.json(200, page(status, after, limit)));
    }

    /** They are counted as they are listed, so that one that comes meanwhile is in both or in neither. */
    private ObjectNode page(Optional<String> status, byte[] after, int limit) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        var letters = answer.putArray("dead_letters");
        Optional<String> next = Optional.empty();
        byte[] last = after;
        long count = 0;
        try (var keys = new MergedKeys(queries.views().all(), RowKeys.lettersAfter(START))) {
            while (keys.hasNext()) {
                MergedKeys.Found found = keys.next();
                if (status.isPresent() && !status.get().equals(decided.status(RowKeys.letterId(found.key())))) {
                    continue;
                }
                count++;
                byte[] place = RowKeys.placeOfLetter(found.key());
                boolean wanted = Arrays.compareUnsigned(place, after) > 0;
                if (wanted && letters.size() < limit) {
                    last = place;
                    letters.add(document(found.view().letterAt(found.key())));
                } else if (wanted && next.isEmpty()) {
                    next = Optional.of(CURSOR.at(last));
                }
            }
        }
        answer.put("count", count);
        return Ask.next(answer, next);
    }

    private ObjectNode document(String letter) {
        ObjectNode document = Json.read(letter, ObjectNode.class);
        decided.tell(document.required("id").textValue(), document);
        boolean open = document.required("status").textValue().equals(Decided.OPEN);
        document.set("waits", open ? waiting.behind(document) : NullNode.getInstance());
        return document;
    }
}
