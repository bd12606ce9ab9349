package bank.http;

import bank.metrics.Metrics;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What every process serves besides its services: discovery, health, metrics, and the contract. */
final class FrontRoutes {

    private static final String STATUS = "status";

    private final Vertx vertx;
    private final HttpFront front;
    private final MetricsRoute metrics;
    private final Answer discovery = Answer.json(
            200,
            Json.MAPPER
                    .createObjectNode()
                    .put("service", "Event Sourcing Bank")
                    .put("commands", "/api/commands")
                    .put("queries", "/api/queries")
                    .put("health", "/health"));
    private volatile Future<Answer> contract = Future.failedFuture("Not read yet");

    FrontRoutes(Vertx vertx, HttpFront front, Metrics metrics) {
        this.vertx = vertx;
        this.front = front;
        this.metrics = new MetricsRoute(vertx, metrics, front::services);
    }

    void mount(Router router) {
        router.get("/").handler(Endpoint.handler(_ -> Future.succeededFuture(discovery)));
        router.get("/health").handler(Endpoint.handler(this::health));
        router.get("/health/live").handler(Endpoint.handler(_ -> status(200, "live")));
        router.get("/health/ready").handler(Endpoint.handler(this::ready));
        router.get("/metrics").handler(Endpoint.handler(metrics::answer));
        router.get("/openapi.json").handler(Endpoint.handler(this::openApi));
    }

    private static Future<Answer> status(int status, String word) {
        Answer answer = Answer.json(status, Json.MAPPER.createObjectNode().put(STATUS, word));
        return Future.succeededFuture(status == 200 ? answer : answer.with("Retry-After", "1"));
    }

    private Future<Answer> ready(RoutingContext request) {
        return front.ready() ? status(200, "ready") : status(503, front.phase());
    }

    private Future<Answer> health(RoutingContext request) {
        if (!front.ready()) {
            return status(503, front.phase());
        }
        List<Future<ObjectNode>> parts =
                front.services().stream().map(Service::health).toList();
        return Future.all(parts)
                .map(_ -> {
                    ObjectNode health = Json.MAPPER.createObjectNode().put(STATUS, "healthy");
                    parts.forEach(part -> health.setAll(part.result()));
                    addClosedPartitions(health);
                    return Answer.json(200, health);
                })
                .recover(failure -> failure instanceof ProblemException problem
                                && problem.problem().status() == 503
                        ? status(503, "not ready")
                        : Future.failedFuture(failure));
    }

    /** The rest is served: whoever routes requests shall go on, and whoever operates the bank shall see it. */
    private void addClosedPartitions(ObjectNode health) {
        ArrayNode closed = Json.MAPPER.createArrayNode();
        front.services()
                .forEach(service -> service.closedPartitions()
                        .forEach((partition, reason) ->
                                closed.addObject().put("partition", partition).put("reason", reason)));
        if (!closed.isEmpty()) {
            health.put(STATUS, "degraded").set("closed_partitions", closed);
        }
    }

    private Future<Answer> openApi(RoutingContext request) {
        if (contract.failed()) {
            contract = vertx.executeBlocking(() -> Answer.json(200, OpenApi.read()));
        }
        return contract;
    }
}
