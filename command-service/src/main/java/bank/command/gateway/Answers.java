package bank.command.gateway;

import bank.SagaDocument;
import bank.es.Rejection;
import bank.http.Answer;
import bank.http.Problem;
import bank.http.ProblemType;
import bank.transfer.Transfer;
import bank.wire.CommandEnvelope;
import bank.wire.Json;
import bank.wire.Reply;
import bank.wire.Snapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** What a caller hears by HTTP: the one place where replies become statuses. */
public final class Answers {

    private Answers() {}

    /** The answer to a call, {@code accepted} making it where the command took effect. */
    public static Answer of(Reply reply, Call call, Function<Reply.Accepted, Answer> accepted) {
        return switch (reply) {
            case Reply.Accepted yes -> replayed(yes.replayed(), accepted.apply(yes));
            case Reply.Rejected(var kind, var code, var sentence, var replayed) ->
                replayed(replayed, rejected(kind, code, sentence).answer());
            case Reply.Conflict conflict -> replayed(conflict.replayed(), conflict(conflict, call.byPrecondition()));
            case Reply.KeyReused() ->
                ProblemType.KEY_REUSED
                        .because(
                                "The Idempotency-Key came before with another request",
                                "Nothing was done; send another request with a key of its own")
                        .answer();
            case Reply.Unavailable(var sentence) ->
                Problem.unavailable(sentence).answer();
            case Reply.Unknown() ->
                ProblemType.OUTCOME_UNKNOWN
                        .because(
                                "The outcome is not known yet",
                                "The command may still take effect; to learn whether it did, repeat the call with its"
                                        + " Idempotency-Key")
                        .answer();
            case Reply.Defect(var id) ->
                ProblemType.INTERNAL_ERROR
                        .because("Internal error", "The command had no effect; it is kept for reading as " + id)
                        .answer();
            case Reply.Running(var soFar) -> running(soFar);
        };
    }

    private static Problem rejected(Rejection.Kind kind, String code, String sentence) {
        return switch (kind) {
            case RULE -> Problem.of(400, code, "A rule refused the command", sentence, sentence);
            case NOT_FOUND -> Problem.notFound(code, sentence);
            case ALREADY_EXISTS -> Problem.of(409, code, "It exists already", sentence, sentence);
            case NOT_POSSIBLE -> Problem.of(409, code, "It is not possible", sentence, sentence);
        };
    }

    private static Answer conflict(Reply.Conflict conflict, boolean byPrecondition) {
        ProblemType type = byPrecondition ? ProblemType.PRECONDITION_FAILED : ProblemType.CONCURRENCY_CONFLICT;
        return type.because("Concurrency conflict", conflict.sentence())
                .with("expected_version", conflict.expectedVersion())
                .with("actual_version", conflict.actualVersion())
                .answer();
    }

    private static Answer replayed(boolean replayed, Answer answer) {
        return replayed ? answer.with("Idempotency-Replayed", "true") : answer;
    }

    /** A saga that has not ended: a transfer as its query shows it, and of a team's own that it runs. */
    private static Answer running(Snapshot soFar) {
        return soFar.state() instanceof Transfer
                ? running(SagaDocument.of(soFar))
                : Answer.json(
                        202,
                        Json.MAPPER
                                .createObjectNode()
                                .put("aggregate_id", soFar.stream().id())
                                .put("status", "running")
                                .put("version", soFar.version()));
    }

    /** A saga that has not ended, and where it can be watched. */
    public static Answer running(ObjectNode saga) {
        return Answer.json(202, saga)
                .with("Location", "/api/queries/sagas/" + saga.required("id").textValue());
    }

    /** A command that nobody waits for, and where its outcome can be asked for. */
    static Answer pending(CommandEnvelope command) {
        ObjectNode pending = Json.MAPPER
                .createObjectNode()
                .put("command_id", command.id())
                .put("status", "pending")
                .put("aggregate_id", command.stream().id());
        return Answer.json(202, pending)
                .with("Location", "/api/queries/commands/" + command.id())
                .with("Preference-Applied", "respond-async");
    }
}
