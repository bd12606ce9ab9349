package bank.projection.outcome;

import bank.SagaDocument;
import bank.es.Envelope;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.query.PersonalView;
import bank.projection.query.Queries;
import bank.projection.query.Reading;
import bank.projection.view.OutcomeRow;
import bank.transfer.Transfer;
import bank.wire.Json;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** The query for what became of a command that nobody waited for. */
public final class OutcomeQueries {

    private static final Problem NOT_FOUND = Problem.notFound("command-not-found", "Command not found");
    private static final String STATUS = "status";
    private static final String EVENT = "event";
    private static final String ERROR = "error";

    private final Queries queries;

    public OutcomeQueries(Queries queries) {
        this.queries = queries;
    }

    public void mount(Router router) {
        router.get("/api/queries/commands/:id").handler(Endpoint.handler(this::one));
    }

    private Future<Answer> one(RoutingContext request) {
        String id = Endpoint.id(request, () -> NOT_FOUND);
        QueryParameters.of(request, Set.of()).check();
        return queries.pool().answer(Reading.of(request), () -> {
            OutcomeRow row = queries.views().of(id).outcome(id).orElseThrow(() -> new ProblemException(NOT_FOUND));
            return Answer.json(200, document(id, row.tree()));
        });
    }

    private ObjectNode document(String commandId, JsonNode outcome) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("command_id", commandId);
        return OutcomeRow.isPending(outcome)
                ? pending(document)
                : document(document, ReplyJson.read(queries.domain()::named, outcome), queries.personal());
    }

    private static ObjectNode document(ObjectNode document, Reply reply, PersonalView personal) {
        return switch (reply) {
            case Reply.Accepted(var events, var after, var _) ->
                after.state() instanceof Transfer
                        ? saga(document, SagaDocument.of(after))
                        : accepted(document, events, personal);
            case Reply.Rejected(var _, var _, var sentence, var _) -> rejected(document, sentence);
            case Reply.Conflict conflict -> rejected(document, conflict.sentence());
            case Reply.KeyReused() -> rejected(document, "The Idempotency-Key came before with another request");
            case Reply.Unavailable(var sentence) -> rejected(document, sentence);
            case Reply.Defect(var id) -> rejected(document, "Internal error; the command is kept as " + id);
            case Reply.Unknown(), Reply.Running _ -> pending(document);
        };
    }

    private static ObjectNode pending(ObjectNode document) {
        return document.put(STATUS, "pending").putNull(EVENT).putNull(ERROR);
    }

    private static ObjectNode rejected(ObjectNode document, String sentence) {
        return document.put(STATUS, "rejected").putNull(EVENT).put(ERROR, sentence);
    }

    private static ObjectNode accepted(ObjectNode document, List<Envelope> events, PersonalView personal) {
        document.put(STATUS, "accepted");
        if (events.isEmpty()) {
            document.putNull(EVENT);
        } else {
            document.set(EVENT, Json.read(personal.event(events.getLast()), JsonNode.class));
        }
        return document.putNull(ERROR);
    }

    /** A transfer that ended otherwise than its caller wished was refused, by one account or the other. */
    private static ObjectNode saga(ObjectNode document, ObjectNode saga) {
        boolean refused = saga.hasNonNull(ERROR);
        document.put(STATUS, refused ? "rejected" : "accepted").putNull(EVENT);
        document.set(ERROR, saga.required(ERROR));
        document.set("saga", saga);
        return document;
    }
}
