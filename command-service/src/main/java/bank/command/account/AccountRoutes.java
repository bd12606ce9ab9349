package bank.command.account;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.ForgetOwner;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountRule;
import bank.command.gateway.AggregateCommands;
import bank.command.gateway.Call;
import bank.command.gateway.CommandRoutes;
import bank.command.gateway.EventAnswers;
import bank.command.gateway.Gateway;
import bank.command.gateway.Resource;
import bank.command.gateway.Wish;
import bank.http.Answer;
import bank.money.Money;
import bank.personal.SubjectKeys;
import bank.wire.Reply;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** The commands on accounts by HTTP. */
public final class AccountRoutes implements CommandRoutes {

    private static final Resource ACCOUNTS =
            new Resource(Aggregates.ACCOUNT, "accounts", "account_id", "acc-", AccountRule.NOT_FOUND);
    private static final String AMOUNT = "amount";
    private static final int OWNER_CHARACTERS_MOST = 200;

    @Override
    public void mount(Router router, Gateway gateway, SubjectKeys keys) {
        var accounts = new AggregateCommands(gateway, keys, ACCOUNTS);
        var answers = new EventAnswers(ACCOUNTS.type(), keys);
        String path = ACCOUNTS.path();
        router.post(path + "/:id/deposit").handler(accounts.command(amount("deposit", Deposit::new), moved(answers)));
        router.post(path + "/:id/withdraw")
                .handler(accounts.command(amount("withdraw", Withdraw::new), moved(answers)));
        router.post(path + "/:id/close")
                .handler(accounts.command(call -> new Wish.Plain(call.canonical("close"), new Close())));
        router.post(path + "/:id/forget").handler(accounts.forgetting(new ForgetOwner()));
        router.post(path).handler(accounts.creation(AccountRoutes::open));
    }

    private static AggregateCommands.Reader amount(String what, Function<Money, AccountCommand> command) {
        return call -> {
            Money amount = call.fields().positiveAmount(AMOUNT);
            return new Wish.Plain(call.canonical(what).add(AMOUNT, amount.toString()), command.apply(amount));
        };
    }

    private static Function<Reply.Accepted, Answer> moved(EventAnswers answers) {
        return accepted -> switch (accepted.after().stateAs(Account.class)) {
            case Account.Active active -> answers.event(accepted, "new_balance", active.balance());
            case Account.Absent _, Account.Closed _ ->
                throw new IllegalStateException("Money moved on an account that is not active");
        };
    }

    private static Wish open(Call call) {
        String owner = call.fields().text("owner", OWNER_CHARACTERS_MOST);
        Money balance = call.fields().optionalAmount("initial_balance").orElse(Money.ZERO);
        return new Wish.Confidential(
                call.canonical("open").add("owner", owner).add("initial_balance", balance.toString()),
                key -> new Open(key.encrypt(owner), balance));
    }
}
