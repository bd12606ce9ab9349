package bank.http;

import bank.metrics.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long requests took, by the template of their route and the status of their answer. Thread-safe. */
final class RequestMetrics {

    private static final String ROUTE = "bank.route";
    private static final String NO_ROUTE = "none";
    private static final int NOT_ANSWERED = 0;

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String route, int status) {}

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void handle(RoutingContext context) {
        long start = System.nanoTime();
        context.addEndHandler(ended -> {
            int status = ended.succeeded() ? context.response().getStatusCode() : NOT_ANSWERED;
            timers.computeIfAbsent(new Series(route(context), status), this::timer)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        });
        context.next();
    }

    /** Keeps the route's name: a request that fails goes on to the route of failures, and so forgets its own. */
    static void nameRoute(RoutingContext context) {
        String path = path(context);
        if (path != null) {
            context.put(ROUTE, path);
        }
    }

    private static String route(RoutingContext context) {
        String named = context.get(ROUTE);
        return named == null ? NO_ROUTE : named;
    }

    /** The route that took the request, as the contract writes it. */
    static String template(RoutingContext context) {
        return template(route(context));
    }

    private static String template(String route) {
        return route.replaceAll(":(\\w+)", "{$1}");
    }

    private static @Nullable String path(RoutingContext context) {
        Route route = context.currentRoute();
        return route == null ? null : route.getPath();
    }

    private Timer timer(Series series) {
        return Buckets.timer("bank.http.request.duration", "How long requests took")
                .tag("route", template(series.route()))
                .tag("status", series.status() == NOT_ANSWERED ? "aborted" : Integer.toString(series.status()))
                .register(registry);
    }
}
