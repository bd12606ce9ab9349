package bank.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request: never a query's values, nor a path that is not made of names and ids. */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("bank.requests");
    private static final int PATH_MOST = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private RequestLog() {}

    static void handle(RoutingContext context) {
        if (LOG.isInfoEnabled()) {
            long start = System.nanoTime();
            context.addEndHandler(_ -> log(context.request(), start));
        }
        context.next();
    }

    /** Says how a request that began then has been answered. */
    static void log(HttpServerRequest request, long start) {
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        LOG.atInfo()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", path(request))
                .addKeyValue("status", request.response().getStatusCode())
                .addKeyValue("ms", Math.round(millis * 10) / 10.0)
                .log("Answered");
    }

    private static String path(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.length() <= PATH_MOST && isPlain(path) ? path : "(strange path)";
    }

    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            if (letter >= 128 || (!Character.isLetterOrDigit(letter) && "/-_.".indexOf(letter) < 0)) {
                return false;
            }
        }
        return true;
    }
}
