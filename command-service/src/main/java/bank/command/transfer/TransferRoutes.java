package bank.command.transfer;

import bank.Aggregates;
import bank.command.gateway.Answers;
import bank.command.gateway.Call;
import bank.command.gateway.Gateway;
import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.money.Money;
import bank.transfer.Transfer.Terms;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferRule;
import bank.wire.CommandEnvelope;
import bank.wire.Ids;
import bank.wire.Reply;
import bank.wire.SagaDocument;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/** The commands on transfers by HTTP. They go by topic: a transfer is durable before anything of it happens. */
public final class TransferRoutes {

    private final Gateway gateway;

    public TransferRoutes(Gateway gateway) {
        this.gateway = gateway;
    }

    public void mount(Router router) {
        router.post("/api/commands/transfers").handler(Endpoint.handler(this::start));
        router.post("/api/commands/sagas/:id/retry").handler(Endpoint.handler(this::retry));
    }

    private Future<Answer> start(RoutingContext request) {
        return Call.read(request.request()).compose(call -> {
            String from = call.fields().id("from_account");
            String to = call.fields().id("to_account");
            Money amount = call.fields().positiveAmount("amount");
            if (call.faults().none() && from.equals(to)) {
                call.faults().addInBody("/to_account", TransferRule.SAME_ACCOUNT.sentence());
            }
            call.check();
            var terms = new Terms(newId(call), from, to, amount, call.expectedVersion());
            CommandEnvelope command = command(call, terms);
            return gateway.decideByTopic(
                    call,
                    command,
                    accepted -> TransferAnswers.ended(accepted, call),
                    () -> Answers.running(SagaDocument.requested(terms, command.time())));
        });
    }

    /** The id follows from the key, so that a repeat of the request finds the same transfer. */
    private static String newId(Call call) {
        return call.idempotencyKey()
                .map(key -> Ids.derived("saga-", Gateway.TENANT, Aggregates.TRANSFER.name(), key))
                .orElseGet(() -> Ids.random("saga-"));
    }

    private CommandEnvelope command(Call call, Terms terms) {
        var idempotency = call.idempotencyOfCreation(() -> call.canonical("transfer")
                .add("from_account", terms.fromAccount())
                .add("to_account", terms.toAccount())
                .add("amount", terms.amount().toString())
                .fingerprint());
        return gateway.command(
                call,
                stream(terms.transferId()),
                new StartTransfer(
                        terms.transferId(),
                        terms.fromAccount(),
                        terms.toAccount(),
                        terms.amount(),
                        terms.expectedVersion()),
                // The version that the caller expects is the source's, not the transfer's own.
                OptionalLong.empty(),
                idempotency);
    }

    private static StreamId stream(String id) {
        return new StreamId(Gateway.TENANT, Aggregates.TRANSFER.name(), id);
    }

    private Future<Answer> retry(RoutingContext request) {
        TransferRule rule = TransferRule.NOT_FOUND;
        StreamId transfer = stream(Endpoint.id(request, Problem.notFound(rule.code(), rule.sentence())));
        return Call.read(request.request()).compose(call -> {
            call.check();
            var idempotency = call.idempotency(() -> call.canonical("retry").fingerprint());
            CommandEnvelope command =
                    gateway.command(call, transfer, new RetryTransfer(), call.expectedVersion(), idempotency);
            return gateway.decide(call, command, TransferRoutes::retried);
        });
    }

    private static Answer retried(Reply.Accepted accepted) {
        return Answer.json(200, SagaDocument.of(accepted.after()))
                .with("ETag", "\"" + accepted.after().version() + "\"");
    }
}
