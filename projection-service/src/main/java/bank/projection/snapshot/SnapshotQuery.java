package bank.projection.snapshot;

import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.query.AsOf;
import bank.projection.query.Pieces;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.snapshot.SnapshotText.Place;
import bank.wire.AggregateType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The query for the state of the whole system at a time. */
public final class SnapshotQuery {

    private static final int PIECE_LENGTH = 64 * 1024;

    private final Queries queries;
    private final List<Resource> resources;
    private volatile boolean stopping;

    public SnapshotQuery(Queries queries, List<Resource> resources) {
        this.queries = queries;
        this.resources = resources;
    }

    public void mount(Router router) {
        router.get("/api/queries/snapshot").handler(Endpoint.named(this::snapshot));
    }

    /** What takes long ends now; half an answer shows that it is none. */
    public void stopWaiting() {
        stopping = true;
    }

    private void snapshot(RoutingContext request) {
        Instant now = queries.finality().now();
        var parameters = QueryParameters.of(request, Set.of(AsOf.PARAMETER));
        Instant asOf = AsOf.read(parameters, now).orElse(now);
        parameters.check();
        queries.finality()
                .of(asOf)
                .compose(isFinal -> queries.pool().run(() -> text(asOf, isFinal)))
                .onSuccess(text -> Pieces.send(request, "application/json", new InTurn(text)))
                .onFailure(request::fail);
    }

    private SnapshotText text(Instant asOf, boolean isFinal) {
        Cut cut = Cut.now(
                asOf,
                queries.views(),
                resources.stream().<AggregateType<?, ?, ?>>map(Resource::type).toList());
        return new SnapshotText(queries.views(), resources, cut, isFinal, PIECE_LENGTH);
    }

    /** The pieces one after the other. Asked for one at a time, so never by two threads at once. */
    private final class InTurn implements Pieces.Source {

        private final SnapshotText text;
        private Optional<Place> place = Optional.of(Place.START);

        InTurn(SnapshotText text) {
            this.text = text;
        }

        @Override
        public Future<Optional<Buffer>> next() {
            if (place.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            if (stopping) {
                return Future.failedFuture(new ProblemException(Problem.unavailable("The service stops")));
            }
            return queries.pool().run(() -> text.at(place.get())).map(piece -> {
                place = piece.next();
                return Optional.of(Buffer.buffer(piece.text()));
            });
        }
    }
}
