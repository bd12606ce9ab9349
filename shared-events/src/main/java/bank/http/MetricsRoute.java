package bank.http;

import bank.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Prometheus. What is known only by asking is asked before, not for long and not often. Thread-safe. */
final class MetricsRoute {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoute.class);
    private static final CharSequence TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long ASK_MILLIS = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Metrics metrics;
    private final Supplier<List<Service>> services;
    private Future<?> asked = Future.succeededFuture();
    private long askedAt = System.nanoTime() - FRESH.toNanos();

    MetricsRoute(Vertx vertx, Metrics metrics, Supplier<List<Service>> services) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.services = services;
    }

    Future<Answer> answer(RoutingContext request) {
        return measured()
                // Whoever could not be asked in time says nothing, or what he said last; all others are shown.
                .otherwiseEmpty()
                .compose(_ -> vertx.executeBlocking(metrics::scrape, false))
                .map(text -> new Answer(200, TEXT, Buffer.buffer(text), Map.of()));
    }

    private synchronized Future<?> measured() {
        if (System.nanoTime() - askedAt >= FRESH.toNanos()) {
            askedAt = System.nanoTime();
            asked = Future.join(services.get().stream().map(Service::measure).toList())
                    .timeout(ASK_MILLIS, TimeUnit.MILLISECONDS)
                    .onFailure(failure -> LOG.atWarn()
                            .addKeyValue("cause", failure.toString())
                            .log("Not all could be asked for their metrics"));
        }
        return asked;
    }
}
