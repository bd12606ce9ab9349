package bank.http;

import bank.wire.Ids;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what no endpoint answered. Only a defect of ours is logged with its stack trace. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Router router;
    private final BooleanSupplier mounted;

    /** {@code mounted} says whether all routes are there, so that an unknown path is unknown. */
    Failures(Router router, BooleanSupplier mounted) {
        this.router = router;
        this.mounted = mounted;
    }

    void handle(RoutingContext context) {
        problem(context).answer().send(context.response());
    }

    private Problem problem(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof ProblemException answer) {
            return answer.problem();
        }
        return switch (context.statusCode()) {
            case 404 ->
                mounted.getAsBoolean()
                        ? ProblemType.PATH_NOT_FOUND.because("Path not found")
                        : Problem.unavailable("The service is starting or stopping");
            case 405 -> methodNotAllowed(allowed(context));
            case 400 -> ProblemType.MALFORMED_REQUEST.because("The request cannot be read");
            case 403 ->
                Problem.of(
                        403,
                        "origin-not-allowed",
                        "The origin may not call",
                        "The origin may not call",
                        "The setting BANK_CORS_ORIGINS does not name the origin of this page");
            default -> defect(failure);
        };
    }

    private static Problem methodNotAllowed(String allowed) {
        return ProblemType.METHOD_NOT_ALLOWED
                .because("Method not allowed", "The path takes " + allowed)
                .withHeader("Allow", allowed);
    }

    /** What the path takes; the router knows it too, but tells only where no handler of ours answers. */
    private String allowed(RoutingContext context) {
        String path = context.normalizedPath();
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null && fits(route.getPath(), path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        return wanted.length == given.length
                && IntStream.range(0, wanted.length)
                        .allMatch(place -> wanted[place].startsWith(":") || wanted[place].equals(given[place]));
    }

    private static Problem defect(Throwable failure) {
        if (failure instanceof HttpClosedException) {
            return Problem.unavailable("The connection was closed");
        }
        String id = Ids.random("err-");
        LOG.atError().addKeyValue("id", id).setCause(failure).log("A request met a defect");
        return ProblemType.INTERNAL_ERROR.because("Internal error", "It is logged as " + id);
    }
}
