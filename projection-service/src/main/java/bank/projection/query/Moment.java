package bank.projection.query;

import bank.http.QueryParameters;
import bank.projection.query.MinVersion.Wanted;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Which state of an aggregate a caller asks for. */
sealed interface Moment {

    String VERSION = "version";

    Set<String> PARAMETERS = Set.of(VERSION, AsOf.PARAMETER, MinVersion.PARAMETER);

    /** The newest that the view has, not older than wanted. */
    record Now(Wanted wanted) implements Moment {}

    /** As that version's event left it. */
    record AtVersion(long version) implements Moment {}

    /** As it stood at that time. */
    record AtTime(Instant time) implements Moment {}

    /** What the request names; of the parameters that say when, there may be one. */
    static Moment of(QueryParameters parameters, HttpServerRequest request, Instant now) {
        OptionalLong version = parameters.number(VERSION, 1, Long.MAX_VALUE);
        Optional<Instant> time = AsOf.read(parameters, now);
        Wanted wanted = Wanted.of(parameters, request);
        long given = Stream.of(
                        version.isPresent(), time.isPresent(), wanted.version().isPresent())
                .filter(is -> is)
                .count();
        if (given > 1) {
            parameters.fault(
                    version.isPresent() ? VERSION : AsOf.PARAMETER,
                    "Only one of version, as_of and min_version can be given");
        }
        if (version.isPresent()) {
            return new AtVersion(version.getAsLong());
        }
        return time.isPresent() ? new AtTime(time.get()) : new Now(wanted);
    }
}
