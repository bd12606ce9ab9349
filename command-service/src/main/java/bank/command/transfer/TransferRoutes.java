package bank.command.transfer;

import bank.Aggregates;
import bank.SagaDocument;
import bank.command.gateway.AggregateCommands;
import bank.command.gateway.Answers;
import bank.command.gateway.Call;
import bank.command.gateway.CommandRoutes;
import bank.command.gateway.Gateway;
import bank.command.gateway.Resource;
import bank.command.gateway.Wish;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.money.Money;
import bank.personal.SubjectKeys;
import bank.transfer.Transfer.Terms;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferRule;
import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalLong;

/** The commands on transfers by HTTP. They go by topic: a transfer is durable before anything of it happens. */
public final class TransferRoutes implements CommandRoutes {

    private static final Resource SAGAS =
            new Resource(Aggregates.TRANSFER, "sagas", "transfer_id", "saga-", TransferRule.NOT_FOUND);

    @Override
    public void mount(Router router, Gateway gateway, SubjectKeys keys) {
        var sagas = new AggregateCommands(gateway, keys, SAGAS);
        router.post("/api/commands/transfers").handler(Endpoint.handler(request -> start(gateway, request)));
        router.post(SAGAS.path() + "/:id/retry")
                .handler(sagas.command(
                        call -> new Wish.Plain(call.canonical("retry"), new RetryTransfer()), TransferRoutes::retried));
    }

    private static Future<Answer> start(Gateway gateway, RoutingContext request) {
        return Call.read(request.request()).compose(call -> {
            String from = call.fields().id("from_account");
            String to = call.fields().id("to_account");
            Money amount = call.fields().positiveAmount("amount");
            if (call.faults().none() && from.equals(to)) {
                call.faults().addInBody("/to_account", TransferRule.SAME_ACCOUNT.sentence());
            }
            call.check();
            var terms = new Terms(SAGAS.newId(call), from, to, amount, call.expectedVersion());
            CommandEnvelope command = command(gateway, call, terms);
            return gateway.decideByTopic(
                    call,
                    command,
                    accepted -> TransferAnswers.ended(accepted, call),
                    () -> Answers.running(SagaDocument.requested(terms, command.time())));
        });
    }

    private static CommandEnvelope command(Gateway gateway, Call call, Terms terms) {
        var idempotency = call.idempotencyOfCreation(() -> Optional.of(call.canonical("transfer")
                .add("from_account", terms.fromAccount())
                .add("to_account", terms.toAccount())
                .add("amount", terms.amount().toString())
                .fingerprint()));
        return gateway.command(
                call,
                SAGAS.stream(terms.transferId()),
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

    private static Answer retried(Reply.Accepted accepted) {
        return Answer.json(200, SagaDocument.of(accepted.after()))
                .with("ETag", "\"" + accepted.after().version() + "\"");
    }
}
