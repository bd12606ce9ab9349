package bank.projection.query;

import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.query.MinVersion.Wanted;
import bank.projection.view.VersionRow;
import bank.projection.view.ViewRows;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;

/** The query for one aggregate: as it is, as it was at a version, or as it stood at a time. Thread-safe. */
public final class OneAggregate implements Endpoint {

    private final Queries queries;
    private final Resource resource;

    public OneAggregate(Queries queries, Resource resource) {
        this.queries = queries;
        this.resource = resource;
    }

    @Override
    public Future<Answer> answer(RoutingContext request) {
        String id = Endpoint.id(request, resource::missing);
        var parameters = QueryParameters.of(request, Moment.PARAMETERS);
        Moment moment =
                Moment.of(parameters, request.request(), queries.finality().now());
        parameters.check();
        StreamId stream = Ask.stream(resource.type().name(), id);
        Reading reading = Reading.of(request);
        return switch (moment) {
            case Moment.Now(var wanted) -> now(reading, stream, wanted);
            case Moment.AtVersion(long version) -> queries.pool().answer(reading, () -> atVersion(stream, version));
            case Moment.AtTime(var time) ->
                queries.finality()
                        .of(time)
                        .compose(isFinal -> queries.pool().answer(reading, () -> atTime(stream, time, isFinal)));
        };
    }

    private Future<Answer> now(Reading reading, StreamId stream, Wanted wanted) {
        return queries.minVersion()
                .answer(
                        reading,
                        resource.type(),
                        stream,
                        wanted,
                        resource.missing(),
                        row -> Ask.tagged(resource.now().apply(found(Optional.of(row))), row.version()));
    }

    private Answer atVersion(StreamId stream, long version) {
        ViewRows view = queries.views().of(stream.key());
        Optional<VersionRow> row = view.at(resource.type(), stream, version);
        if (row.isEmpty() && queries.views().parked(view, stream)) {
            throw MinVersion.parked();
        }
        return Ask.tagged(resource.document().apply(found(row)), version);
    }

    private Answer atTime(StreamId stream, Instant time, boolean isFinal) {
        ViewRows view = queries.views().of(stream.key());
        Optional<VersionRow> row = view.last(
                resource.type(), stream, version -> !version.snapshot().time().isAfter(time));
        if (queries.views().parked(view, stream)) {
            throw MinVersion.parked();
        }
        VersionRow found = found(row);
        return Ask.tagged(
                resource.document()
                        .apply(found)
                        .put(AsOf.PARAMETER, time.toString())
                        .put("final", isFinal && !Reading.current().isStale()),
                found.version());
    }

    private VersionRow found(Optional<VersionRow> row) {
        return row.filter(shown -> shown.isFound(resource.type()))
                .orElseThrow(() -> new ProblemException(resource.missing()));
    }
}
