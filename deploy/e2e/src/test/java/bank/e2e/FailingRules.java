package bank.e2e;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountEvent;
import bank.es.Decider;
import bank.es.Outcome;
import bank.money.Money;
import bank.wire.AggregateType;
import java.util.List;

/** The account's rules with two defects, as a bad release might have them, until they are mended. Thread-safe. */
final class FailingRules implements Decider<AccountCommand, AccountEvent, Account> {

    /** Whoever deposits this amount meets a defect, a transfer too. */
    static final Money DEPOSIT = Money.of("99.99");

    private final Decider<AccountCommand, AccountEvent, Account> rules = Aggregates.ACCOUNT.decider();
    private volatile boolean depositsFail = true;
    private volatile boolean completionsFail;

    void failOnCompletions() {
        depositsFail = false;
        completionsFail = true;
    }

    void failOnDeposits() {
        depositsFail = true;
        completionsFail = false;
    }

    void mend() {
        depositsFail = false;
        completionsFail = false;
    }

    @Override
    public Account initial() {
        return rules.initial();
    }

    @Override
    public Outcome<AccountEvent> decide(Account account, AccountCommand command) {
        boolean fails = switch (command) {
            case Deposit(var amount) -> depositsFail && amount.equals(DEPOSIT);
            case DepositForTransfer(var _, var amount) -> depositsFail && amount.equals(DEPOSIT);
            case CompleteTransfer _ -> completionsFail;
            case AccountCommand _ -> false;
        };
        if (fails) {
            throw new IllegalStateException("a defect");
        }
        return rules.decide(account, command);
    }

    @Override
    public Account evolve(Account account, AccountEvent event) {
        return rules.evolve(account, event);
    }

    AggregateType<AccountCommand, AccountEvent, Account> type() {
        return new AggregateType<>(
                        "account",
                        this,
                        List.of(
                                AccountCommand.Open.class,
                                AccountCommand.Deposit.class,
                                AccountCommand.WithdrawForTransfer.class,
                                AccountCommand.DepositForTransfer.class,
                                AccountCommand.CompleteTransfer.class,
                                AccountCommand.CompensateTransfer.class,
                                AccountCommand.RefuseTransfer.class),
                        List.copyOf(Aggregates.ACCOUNT.events()),
                        List.of(Account.Absent.class, Account.Active.class, Account.Closed.class))
                .upcastState(Account.Active.class, active -> active)
                .upcastState(Account.Closed.class, closed -> closed);
    }
}
