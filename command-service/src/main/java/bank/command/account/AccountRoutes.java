package bank.command.account;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountRule;
import bank.command.gateway.Call;
import bank.command.gateway.Gateway;
import bank.es.Personal;
import bank.es.StreamId;
import bank.http.Answer;
import bank.http.Endpoint;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.money.Money;
import bank.personal.SubjectKey;
import bank.personal.SubjectKeys;
import bank.wire.CommandEnvelope;
import bank.wire.Ids;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/** The commands on accounts by HTTP. */
public final class AccountRoutes {

    private static final String ACCOUNTS = "/api/commands/accounts";
    private static final String AMOUNT = "amount";
    private static final String NO_KEY = "Kafka did not take the key that the owner's name is to be encrypted with";
    private static final int OWNER_CHARACTERS_MOST = 200;

    private final Gateway gateway;
    private final SubjectKeys keys;
    private final AccountAnswers answers;

    public AccountRoutes(Gateway gateway, SubjectKeys keys) {
        this.gateway = gateway;
        this.keys = keys;
        this.answers = new AccountAnswers(keys);
    }

    public void mount(Router router) {
        router.post(ACCOUNTS + "/:id/deposit").handler(move("deposit", Deposit::new));
        router.post(ACCOUNTS + "/:id/withdraw").handler(move("withdraw", Withdraw::new));
        router.post(ACCOUNTS + "/:id/close").handler(Endpoint.handler(this::close));
        router.post(ACCOUNTS).handler(Endpoint.handler(this::open));
    }

    private Handler<RoutingContext> move(String what, Function<Money, AccountCommand> command) {
        return Endpoint.handler(request -> {
            StreamId account = account(request);
            return Call.read(request.request()).compose(call -> {
                Money amount = call.fields().positiveAmount(AMOUNT);
                call.check();
                var idempotency = call.idempotency(() ->
                        call.canonical(what).add(AMOUNT, amount.toString()).fingerprint());
                return gateway.decide(
                        call,
                        gateway.command(call, account, command.apply(amount), call.expectedVersion(), idempotency),
                        answers::moved);
            });
        });
    }

    private Future<Answer> close(RoutingContext request) {
        StreamId account = account(request);
        return Call.read(request.request()).compose(call -> {
            call.check();
            var idempotency = call.idempotency(() -> call.canonical("close").fingerprint());
            return gateway.decide(
                    call,
                    gateway.command(call, account, new Close(), call.expectedVersion(), idempotency),
                    answers::closed);
        });
    }

    private static StreamId account(RoutingContext request) {
        AccountRule rule = AccountRule.NOT_FOUND;
        return stream(Endpoint.id(request, Problem.notFound(rule.code(), rule.sentence())));
    }

    private static StreamId stream(String id) {
        return new StreamId(Gateway.TENANT, Aggregates.ACCOUNT.name(), id);
    }

    private Future<Answer> open(RoutingContext request) {
        return Call.read(request.request()).compose(call -> {
            String owner = call.fields().text("owner", OWNER_CHARACTERS_MOST);
            Money balance = call.fields().optionalAmount("initial_balance").orElse(Money.ZERO);
            Optional<String> wanted = call.fields().optionalId("account_id");
            call.check();
            StreamId account = stream(wanted.orElseGet(() -> newId(call)));
            return gateway.onContext(keys.findOrCreate(account.key()))
                    // Nothing has been sent yet, whatever kept the key from being made.
                    .recover(_ -> Future.failedFuture(new ProblemException(Problem.unavailable(NO_KEY))))
                    .compose(key -> open(call, wanted, openCommand(call, account, owner, balance, wanted, key)));
        });
    }

    private Future<Answer> open(Call call, Optional<String> wanted, CommandEnvelope open) {
        return wanted.isPresent() && open.idempotency().isPresent()
                ? gateway.reserve(
                        call,
                        stream(newId(call)),
                        open.idempotency().get(),
                        () -> gateway.decide(call, open, answers::opened))
                : gateway.decide(call, open, answers::opened);
    }

    /** The id follows from the key, so that a repeat of the request finds the same account. */
    private static String newId(Call call) {
        return call.idempotencyKey()
                .map(key -> Ids.derived("acc-", Gateway.TENANT, Aggregates.ACCOUNT.name(), key))
                .orElseGet(() -> Ids.random("acc-"));
    }

    private CommandEnvelope openCommand(
            Call call, StreamId account, String owner, Money balance, Optional<String> wanted, SubjectKey key) {
        var idempotency = call.idempotencyOfCreation(() -> key.fingerprint(call.canonical("open")
                .add("owner", owner)
                .add("initial_balance", balance.toString())
                .add("account_id", wanted.orElse(""))
                .text()));
        return gateway.command(
                call,
                account,
                new Open(new Personal(key.encrypt(owner)), balance),
                call.expectedVersion(),
                idempotency);
    }
}
