package bank.http;

import bank.trace.TraceParent;
import bank.trace.Traced;
import bank.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request but those that watch the bank, and those of other instances: they are asked all the time, and
 * each would be a trace of its own. What the request leads to is a part of it: whoever reads the request's headers finds it there,
 * as if a proxy in front had set it.
 */
final class RequestTrace {

    private static final int FAULTS = 500;
    private static final List<String> NOT_TRACED = List.of("/health", "/metrics", "/internal/");

    private final Tracing tracing;

    RequestTrace(Tracing tracing) {
        this.tracing = tracing;
    }

    void handle(RoutingContext context) {
        if (tracing.isOn() && isTraced(context.request().path())) {
            MultiMap headers = context.request().headers();
            String method = context.request().method().name();
            Traced span = tracing.begin(SpanKind.SERVER, method, TraceParent.of(headers.get(TraceParent.HEADER)))
                    .with("http.request.method", method);
            span.traceparent().ifPresent(own -> headers.set(TraceParent.HEADER, own));
            context.addEndHandler(ended -> {
                String route = RequestMetrics.template(context);
                span.named(method + " " + route).with("http.route", route);
                if (ended.failed()) {
                    span.fail("The connection has ended");
                } else {
                    end(span, context.response().getStatusCode());
                }
            });
        }
        context.next();
    }

    private static boolean isTraced(@Nullable String path) {
        return path == null || NOT_TRACED.stream().noneMatch(path::startsWith);
    }

    private static void end(Traced span, int status) {
        span.with("http.response.status_code", status);
        if (status >= FAULTS) {
            span.fail("HTTP " + status);
        } else {
            span.end();
        }
    }
}
