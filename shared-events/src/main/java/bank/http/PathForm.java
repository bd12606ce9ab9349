package bank.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Lets only those paths through to the routes that stand for themselves. The router takes {@code /health/},
 * {@code //health} and {@code /x/../health} for {@code /health} too, and breaks at an escape that is none; so caches,
 * logs and rules before us would see other paths than we.
 */
final class PathForm {

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern EMPTY_OR_DOTS = Pattern.compile("//|/(\\.|%2[Ee]){1,2}(/|$)|.+/$");

    private PathForm() {}

    static void handle(RoutingContext context) {
        String path = context.request().path();
        if (path != null && isPlain(path)) {
            context.next();
        } else if (path == null || BROKEN_ESCAPE.matcher(path).find()) {
            answer(context, ProblemType.MALFORMED_REQUEST.because("The path cannot be read"));
        } else if (EMPTY_OR_DOTS.matcher(path).find()) {
            answer(context, ProblemType.PATH_NOT_FOUND.because("Path not found"));
        } else {
            context.next();
        }
    }

    /** Nearly all are, and a look at every letter would cost each request as much as its route. */
    private static boolean isPlain(String path) {
        return path.indexOf('%') < 0 && !path.contains("/.") && !path.contains("//") && !path.endsWith("/");
    }

    /** Not by a failure: to find who handles it, the router would read the path again. */
    private static void answer(RoutingContext context, Problem problem) {
        problem.answer().send(context.response());
    }
}
