package bank.http;

import bank.trace.TraceParent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each request: never a query's values, nor a path that is not made of names and ids. */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("bank.requests");
    private static final int PATH_MOST = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private RequestLog() {}

    static void handle(RoutingContext context) {
        if (LOG.isInfoEnabled() && !isInternal(context.request())) {
            long start = System.nanoTime();
            context.addEndHandler(ended -> {
                if (ended.succeeded()) {
                    log(context.request(), start);
                } else {
                    line(context.request(), "-", start).log("Not answered, the connection has ended");
                }
            });
        }
        context.next();
    }

    /** What instances ask each other is a part of a request that is logged where it came. */
    private static boolean isInternal(HttpServerRequest request) {
        return request.path() != null && request.path().startsWith("/internal/");
    }

    /** Says how a request that began then has been answered. */
    static void log(HttpServerRequest request, long start) {
        line(request, Integer.toString(request.response().getStatusCode()), start)
                .log("Answered");
    }

    private static LoggingEventBuilder line(HttpServerRequest request, String status, long start) {
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", path(request))
                .addKeyValue("status", status)
                .addKeyValue("ms", Math.round(millis * 10) / 10.0);
        return TraceParent.of(request.getHeader(TraceParent.HEADER))
                .map(trace -> line.addKeyValue("trace", TraceParent.traceId(trace)))
                .orElse(line);
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
