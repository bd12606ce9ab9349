package bank.command.gateway;

import bank.es.Command;
import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.personal.PersonalCipher;
import bank.personal.SubjectKeys;
import bank.personal.Subjects;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.Reply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/** The commands on the aggregates of one type by HTTP, as far as they are the same for every type. */
public final class AggregateCommands {

    private static final String NO_KEY = "Kafka did not take the key that the personal data is to be encrypted with";

    private final Gateway gateway;
    private final SubjectKeys keys;
    private final Resource resource;
    private final EventAnswers answers;

    public AggregateCommands(Gateway gateway, SubjectKeys keys, Resource resource) {
        this.gateway = gateway;
        this.keys = keys;
        this.resource = resource;
        this.answers = new EventAnswers(resource.type(), keys);
    }

    /** Reads a request's fields. */
    @FunctionalInterface
    public interface Reader {
        Wish read(Call call);
    }

    /** Makes a new one, under an id of the caller's if he names one. */
    public Handler<RoutingContext> creation(Reader reader) {
        return Endpoint.handler(request -> Call.read(request.request()).compose(call -> {
            Wish wish = reader.read(call);
            Optional<String> wanted = call.fields().optionalId(resource.idField());
            call.check();
            wish.says().add(resource.idField(), wanted.orElse(""));
            StreamId stream = resource.stream(wanted.orElseGet(() -> resource.newId(call)));
            return cipher(wish, stream).compose(cipher -> {
                var idempotency = call.idempotencyOfCreation(() -> wish.fingerprint(cipher));
                CommandEnvelope creation = envelope(call, stream, wish, cipher, idempotency);
                return wanted.isPresent() && idempotency.isPresent()
                        ? reserved(call, creation, idempotency.get())
                        : created(call, creation);
            });
        }));
    }

    private Future<Answer> reserved(Call call, CommandEnvelope creation, Idempotency idempotency) {
        StreamId keyStream = resource.stream(resource.newId(call));
        return gateway.reserve(call, keyStream, idempotency, () -> created(call, creation));
    }

    private Future<Answer> created(Call call, CommandEnvelope creation) {
        return gateway.decide(call, creation, accepted -> answers.created(accepted, resource));
    }

    /** Asks something of the one that the path names; the answer is the event. */
    public Handler<RoutingContext> command(Reader reader) {
        return command(reader, answers::event);
    }

    /** Asks something of the one that the path names. */
    public Handler<RoutingContext> command(Reader reader, Function<Reply.Accepted, Answer> answer) {
        return Endpoint.handler(request -> {
            StreamId stream = resource.named(request);
            return Call.read(request.request()).compose(call -> {
                Wish wish = reader.read(call);
                call.check();
                return cipher(wish, stream).compose(cipher -> {
                    var idempotency = call.idempotency(() -> wish.fingerprint(cipher));
                    return gateway.decide(call, envelope(call, stream, wish, cipher, idempotency), answer);
                });
            });
        });
    }

    /** Forgets whom the path names: the caller hears it only when this gateway can read nothing of him any more. */
    public Handler<RoutingContext> forgetting(Command command) {
        return Endpoint.handler(request -> {
            StreamId stream = resource.named(request);
            return Call.read(request.request()).compose(call -> {
                call.check();
                var says = call.canonical("forget");
                var envelope = gateway.command(
                        call,
                        stream,
                        command,
                        call.expectedVersion(),
                        call.idempotency(() -> Optional.of(says.fingerprint())));
                return gateway.decide(call, envelope, answers::event, () -> keys.forgotten(Subjects.of(stream)));
            });
        });
    }

    /** Nothing has been sent yet, whatever kept the key from being made. */
    private Future<Optional<PersonalCipher>> cipher(Wish wish, StreamId stream) {
        return switch (wish) {
            case Wish.Plain _ -> Future.succeededFuture(Optional.empty());
            case Wish.Confidential _ ->
                gateway.onContext(keys.cipherFor(Subjects.of(stream)))
                        .map(Optional::of)
                        .recover(_ -> Future.failedFuture(new ProblemException(Problem.unavailable(NO_KEY))));
        };
    }

    private CommandEnvelope envelope(
            Call call, StreamId stream, Wish wish, Optional<PersonalCipher> cipher, Optional<Idempotency> idempotency) {
        Command command = switch (wish) {
            case Wish.Plain(var _, var plain) -> plain;
            case Wish.Confidential(var _, var made) -> made.apply(cipher.orElseThrow());
        };
        return gateway.command(call, stream, command, call.expectedVersion(), idempotency);
    }
}
