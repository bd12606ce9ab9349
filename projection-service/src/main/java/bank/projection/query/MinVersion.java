package bank.projection.query;

import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Prefer;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import bank.wire.AggregateType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Answers queries for one aggregate, not before the view has the version that the caller names. Thread-safe. */
public final class MinVersion {

    public static final String PARAMETER = "min_version";

    private static final Duration WAIT_OTHERWISE = Duration.ofSeconds(2);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final PartitionViews views;
    private final Waits waits;
    private final QueryPool pool;
    private final Vertx vertx;
    private volatile boolean stopping;

    public MinVersion(PartitionViews views, Waits waits, QueryPool pool, Vertx vertx) {
        this.views = views;
        this.waits = waits;
        this.pool = pool;
        this.vertx = vertx;
    }

    /** Where one waits for what the view does not have yet. */
    @FunctionalInterface
    public interface Waits {

        /**
         * Completes when the view that has the stream's partition may have that version, or when the time is over.
         *
         * @throws RejectedExecutionException if too many wait already
         */
        CompletableFuture<Void> until(StreamId stream, long version, Duration most);
    }

    /**
     * How new an answer has to be.
     *
     * @param version the version that the view must have, if any
     * @param most how long the caller waits for it
     * @param evenParked whether one that waits for a missing event is answered as far as it is known
     */
    public record Wanted(OptionalLong version, Duration most, boolean evenParked) {

        public static Wanted of(QueryParameters parameters, HttpServerRequest request) {
            return new Wanted(
                    parameters.number(PARAMETER, 1, Long.MAX_VALUE),
                    Prefer.of(request).maxWait().orElse(WAIT_OTHERWISE),
                    false);
        }

        /** The same, also of an aggregate that waits for a missing event. */
        public Wanted andParked() {
            return new Wanted(version, most, true);
        }

        private boolean satisfiedBy(Optional<VersionRow> row) {
            return version.isEmpty()
                    || row.filter(found -> found.version() >= version.getAsLong())
                            .isPresent();
        }
    }

    /** From now on what the view does not have yet is unavailable at once. */
    public void stopWaiting() {
        stopping = true;
    }

    /** The answer that {@code query} makes of the aggregate; where there is none it is {@code notFound}. */
    public Future<Answer> answer(
            Reading reading,
            AggregateType<?, ?, ?> type,
            StreamId stream,
            Wanted wanted,
            Problem notFound,
            Function<VersionRow, Answer> query) {
        var question = new Question(reading, type, stream, wanted, notFound, query);
        return look(question, System.nanoTime() + wanted.most().toNanos());
    }

    private record Question(
            Reading reading,
            AggregateType<?, ?, ?> type,
            StreamId stream,
            Wanted wanted,
            Problem notFound,
            Function<VersionRow, Answer> query) {}

    private Future<Answer> look(Question question, long deadline) {
        return pool.run(question.reading(), () -> ask(question))
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> await(question, deadline)));
    }

    /** Nothing where the view is not there yet. */
    private Optional<Answer> ask(Question question) {
        ViewRows view = views.of(question.stream().key());
        Optional<VersionRow> row = view.head(question.type(), question.stream());
        if (!(question.wanted().evenParked() && row.isPresent()) && views.parked(view, question.stream())) {
            throw parked();
        }
        if (!question.wanted().satisfiedBy(row)) {
            return Optional.empty();
        }
        return Optional.of(question.query().apply(row.orElseThrow(() -> new ProblemException(question.notFound()))));
    }

    /** The aggregate's view waits for an event that is missing. */
    public static ProblemException parked() {
        return new ProblemException(
                Problem.unavailable("An event of it is missing or cannot be followed; the view of it waits"));
    }

    /** Waits in turns, for the partition may go to another instance meanwhile. */
    private Future<Answer> await(Question question, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || stopping) {
            return Future.failedFuture(
                    new ProblemException(Problem.unavailable("The view does not have that version yet")));
        }
        var reached = register(question, Duration.ofNanos(Math.min(left, TURN.toNanos())));
        // It may have come between the first look and the registration.
        return pool.run(question.reading(), () -> ask(question)).compose(found -> {
            if (found.isPresent()) {
                reached.complete(null);
                return Future.succeededFuture(found.get());
            }
            return Future.fromCompletionStage(reached, vertx.getOrCreateContext())
                    .compose(_ -> look(question, deadline));
        });
    }

    private CompletableFuture<Void> register(Question question, Duration most) {
        try {
            return waits.until(question.stream(), question.wanted().version().orElseThrow(), most);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.unavailable("Too many callers wait for a version"));
        }
    }
}
