package bank.command.letter;

import bank.command.gateway.Call;
import bank.command.gateway.EventAnswers;
import bank.command.gateway.Gateway;
import bank.command.gateway.Resource;
import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.letter.LetterCommand;
import bank.letter.LetterRule;
import bank.personal.SubjectKeys;
import bank.wire.Domain;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The decisions on dead letters by HTTP. */
public final class LetterRoutes {

    private static final Resource LETTERS =
            new Resource(Domain.LETTER, "dead-letters", "dead_letter_id", "dl-", LetterRule.NOT_FOUND);
    private static final String REASON = "reason";
    private static final int REASON_MOST = 200;

    private final Gateway gateway;
    private final LetterFinder letters;
    private final EventAnswers answers;
    private final Remedies remedies;

    public LetterRoutes(Gateway gateway, SubjectKeys keys, LetterFinder letters, Remedies remedies) {
        this.gateway = gateway;
        this.letters = letters;
        this.answers = new EventAnswers(LETTERS.type(), keys);
        this.remedies = remedies;
    }

    /** What an operator decides on a letter that was found. */
    private interface Decision {
        LetterCommand of(FoundLetter found, Optional<String> reason);
    }

    public void mount(Router router) {
        router.post(LETTERS.path() + "/:id/replay").handler(decision("replay", remedies::replay));
        router.post(LETTERS.path() + "/:id/discard").handler(decision("discard", remedies::discard));
    }

    private Handler<RoutingContext> decision(String what, Decision decision) {
        return Endpoint.handler(request -> {
            StreamId stream = LETTERS.named(request);
            return Call.read(request.request()).compose(call -> {
                Optional<String> reason = call.fields().optionalText(REASON, REASON_MOST);
                call.check();
                return letters.find(stream.id())
                        .compose(found -> decide(call, what, stream, decision.of(orNotFound(found), reason), reason));
            });
        });
    }

    private static FoundLetter orNotFound(Optional<FoundLetter> found) {
        return found.orElseThrow(() ->
                new ProblemException(Problem.notFound(LetterRule.NOT_FOUND.code(), LetterRule.NOT_FOUND.sentence())));
    }

    private Future<Answer> decide(
            Call call, String what, StreamId stream, LetterCommand command, Optional<String> reason) {
        var says = call.canonical(what).add(REASON, reason.orElse(""));
        return gateway.decide(
                call,
                gateway.command(
                        call,
                        stream,
                        command,
                        call.expectedVersion(),
                        call.idempotency(() -> Optional.of(says.fingerprint()))),
                answers::event);
    }
}
