package bank.command.gateway;

import bank.es.Command;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import bank.http.Answer;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.Ids;
import bank.wire.Reply;
import bank.wire.Reserve;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes commands of calls, has them decided, and waits for the outcome as long as a caller may wait. Thread-safe. */
public final class Gateway {

    /** The one tenant, until there is sign-in. */
    public static final String TENANT = "main";

    /** Who asks, until there is sign-in. */
    public static final String ACTOR = "anonymous";

    private static final Duration BESIDES_WAITING = Duration.ofSeconds(1);

    private final Dispatch dispatch;
    private final Duration timeLimit;
    private final Vertx vertx;
    private final InstantSource clock;

    public Gateway(Dispatch dispatch, Duration timeLimit, Vertx vertx, InstantSource clock) {
        this.dispatch = dispatch;
        this.timeLimit = timeLimit;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** How long a call may take at most: the one that reserves its key first waits twice. */
    public Duration answersWithin() {
        return timeLimit.multipliedBy(2).plus(BESIDES_WAITING);
    }

    /** The command that a call asks for, {@code expectedVersion} being that of its own aggregate. */
    public CommandEnvelope command(
            Call call,
            StreamId stream,
            Command command,
            OptionalLong expectedVersion,
            Optional<Idempotency> idempotency) {
        // Who does not wait asks later by the command's id, and a repeat of the call must name the same. Where somebody
        // waits, the id is new each time: a key that is used again when its first use is long forgotten must not
        // bring forth the ids of events that there are already.
        String id = idempotency
                .filter(_ -> call.respondAsync())
                .map(known -> Ids.derived(
                        "cmd-",
                        stream.type(),
                        stream.key(),
                        known.key(),
                        dispatch.content().blind(known.fingerprint())))
                .orElseGet(() -> Ids.random("cmd-"));
        return new CommandEnvelope(
                id,
                stream,
                command,
                expectedVersion,
                idempotency,
                new Cause(ACTOR, id, id, call.traceparent()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Has the command decided; {@code accepted} makes the answer where it took effect. */
    public Future<Answer> decide(Call call, CommandEnvelope command, Function<Reply.Accepted, Answer> accepted) {
        return call.respondAsync()
                ? leave(call, command)
                : await(dispatch.decide(command)).map(reply -> Answers.of(reply, call, accepted));
    }

    /**
     * The same, the answer to one that took effect waiting for {@code done} too: where that takes too long, it is unknown
     * whether all that belongs to the command has happened.
     */
    public Future<Answer> decide(
            Call call,
            CommandEnvelope command,
            Function<Reply.Accepted, Answer> accepted,
            Supplier<CompletableFuture<Void>> done) {
        if (call.respondAsync()) {
            return leave(call, command);
        }
        return await(dispatch.decide(command))
                .compose(reply -> reply instanceof Reply.Accepted
                        ? await(done.get().thenApply(_ -> reply))
                        : Future.succeededFuture(reply))
                .map(reply -> Answers.of(reply, call, accepted));
    }

    /**
     * Has the command decided by way of its topic; {@code late} makes the answer where the command is durable and its
     * outcome takes longer than a caller may wait.
     */
    public Future<Answer> decideByTopic(
            Call call, CommandEnvelope command, Function<Reply.Accepted, Answer> accepted, Supplier<Answer> late) {
        if (call.respondAsync()) {
            return leave(call, command);
        }
        Dispatch.Sent sent = dispatch.byTopic(command);
        return await(sent.reply()).map(reply -> {
            boolean takesLonger = reply instanceof Reply.Unknown
                    && sent.durable().isDone()
                    && !sent.durable().isCompletedExceptionally();
            return takesLonger ? late.get() : Answers.of(reply, call, accepted);
        });
    }

    /**
     * Reserves the call's key at {@code keyStream}, whose id follows from the key, and then goes on: for a creation whose
     * caller names the id himself, as its key belongs to the whole type.
     */
    public Future<Answer> reserve(
            Call call, StreamId keyStream, Idempotency idempotency, Supplier<Future<Answer>> creation) {
        CommandEnvelope reservation =
                command(call, keyStream, new Reserve(), OptionalLong.empty(), Optional.of(idempotency));
        return await(dispatch.decide(reservation))
                .compose(reply -> reply instanceof Reply.Accepted
                        ? creation.get()
                        : Future.succeededFuture(Answers.of(reply, call, Gateway::refused)));
    }

    private static Answer refused(Reply.Accepted accepted) {
        throw new IllegalStateException("Not a refusal: " + accepted);
    }

    private Future<Answer> leave(Call call, CommandEnvelope command) {
        return onContext(dispatch.leave(command))
                .timeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                .map(_ -> Answers.pending(command))
                .otherwise(failure -> Answers.of(Dispatch.notDurable(failure), call, _ -> Answers.pending(command)));
    }

    private Future<Reply> await(CompletableFuture<Reply> outcome) {
        return onContext(outcome)
                .timeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    if (failure instanceof TimeoutException) {
                        outcome.cancel(false);
                        return Future.succeededFuture(new Reply.Unknown());
                    }
                    return Future.failedFuture(failure);
                });
    }

    /** The rest of the request goes on where it began: on its event loop. */
    public <T> Future<T> onContext(CompletableFuture<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }
}
