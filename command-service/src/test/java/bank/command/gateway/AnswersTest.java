package bank.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Rejection.Kind;
import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Faults;
import bank.wire.Reply;
import bank.wire.Snapshot;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static Call call(boolean byPrecondition) {
        Faults faults = new Faults();
        return new Call(
                BodyFields.read(Buffer.buffer(), faults),
                faults,
                OptionalLong.empty(),
                byPrecondition,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static Answer answer(Reply reply) {
        return Answers.of(reply, call(false), _ -> Answer.json(200, "{}"));
    }

    private static void assertProblem(int status, String code, Answer answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.mediaType()).hasToString("application/problem+json");
        assertThat(answer.body().toString()).contains("\"type\":\"urn:bank:problem:" + code + "\"");
    }

    @Test
    void ofASagaThatIsNoTransferItIsSaidThatItRuns() {
        var soFar = new Snapshot(
                new StreamId("main", "loan", "loan-1"),
                "a state of its own",
                3,
                "hash",
                Instant.EPOCH,
                Instant.EPOCH,
                List.of());

        Answer answer = answer(new Reply.Running(soFar));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).hasToString("{\"aggregate_id\":\"loan-1\",\"status\":\"running\",\"version\":3}");
    }

    @Test
    void everySortOfRefusalHasItsStatus() {
        assertProblem(
                400, "insufficient-funds", answer(new Reply.Rejected(Kind.RULE, "insufficient-funds", "S", false)));
        assertProblem(
                404, "account-not-found", answer(new Reply.Rejected(Kind.NOT_FOUND, "account-not-found", "S", false)));
        assertProblem(
                409, "already-exists", answer(new Reply.Rejected(Kind.ALREADY_EXISTS, "already-exists", "S", false)));
        assertProblem(409, "concurrency-conflict", answer(new Reply.Conflict(1, 2, false)));
        assertProblem(422, "idempotency-key-reused", answer(new Reply.KeyReused()));
    }

    @Test
    void aConflictWithAPreconditionIs412() {
        assertProblem(
                412,
                "concurrency-conflict",
                Answers.of(new Reply.Conflict(1, 2, false), call(true), _ -> Answer.json(200, "{}")));
    }

    @Test
    void whatCanBeSentAgainSaysWhen() {
        Answer answer = answer(new Reply.Unavailable("Full"));

        assertProblem(503, "unavailable", answer);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    @Test
    void anUnknownOutcomeSaysHowToLearnIt() {
        Answer answer = answer(new Reply.Unknown());

        assertProblem(504, "outcome-unknown", answer);
        assertThat(answer.body().toString()).contains("Idempotency-Key");
    }

    @Test
    void aDefectNamesItsDeadLetter() {
        Answer answer = answer(new Reply.Defect("dl-1"));

        assertProblem(500, "internal-error", answer);
        assertThat(answer.body().toString()).contains("dl-1");
    }

    @Test
    void anAnswerThatWasGivenBeforeSaysSo() {
        assertThat(answer(new Reply.Rejected(Kind.RULE, "c", "S", true)).headers())
                .containsEntry("Idempotency-Replayed", "true");
        assertThat(answer(new Reply.Conflict(1, 2, true)).headers()).containsEntry("Idempotency-Replayed", "true");
        assertThat(answer(new Reply.Conflict(1, 2, false)).headers()).doesNotContainKey("Idempotency-Replayed");
    }
}
