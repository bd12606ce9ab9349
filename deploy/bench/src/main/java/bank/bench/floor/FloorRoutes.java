package bank.bench.floor;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The two of the bank's calls that the floor understands, and whether it is ready. */
final class FloorRoutes {

    private static final int UNAVAILABLE = 503;

    private final FloorWriter writer;

    FloorRoutes(FloorWriter writer) {
        this.writer = writer;
    }

    void mount(Router router) {
        router.get("/health/ready").handler(call -> call.response().end());
        router.post("/api/commands/accounts").handler(BodyHandler.create(false)).handler(this::open);
        router.post("/api/commands/accounts/:id/deposit")
                .handler(BodyHandler.create(false))
                .handler(this::deposit);
    }

    private void open(RoutingContext call) {
        JsonNode body = body(call);
        submit(
                call,
                body.path("account_id").asText(),
                body.path("initial_balance").asLong());
    }

    private void deposit(RoutingContext call) {
        submit(call, call.pathParam("id"), body(call).path("amount").asLong());
    }

    private static JsonNode body(RoutingContext call) {
        try {
            return Json.MAPPER.readTree(call.body().buffer().getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void submit(RoutingContext call, String account, long amount) {
        Context loop = call.vertx().getOrCreateContext();
        if (!writer.deposit(account, amount, answer -> loop.runOnContext(_ -> answer(call, answer)))) {
            call.response().setStatusCode(UNAVAILABLE).end();
        }
    }

    private static void answer(RoutingContext call, String answer) {
        call.response().putHeader("content-type", "application/json").end(answer);
    }
}
