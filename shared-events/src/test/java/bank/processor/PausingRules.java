package bank.processor;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountDecider;
import bank.account.AccountEvent;
import bank.es.Decider;
import bank.es.Outcome;
import bank.money.Money;
import bank.wire.AggregateType;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The account's rules, but that a deposit of one amount makes them stop until they are let go on, and of another throw
 * until they are mended, whether its holder deposits it or a transfer.
 */
final class PausingRules implements Decider<AccountCommand, AccountEvent, Account> {

    static final Money PAUSE = Money.of("66.66");
    static final Money DEFECT = Money.of("99.99");

    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean mended;
    private final AccountDecider rules = new AccountDecider();

    @Override
    public Account initial() {
        return rules.initial();
    }

    @Override
    public Outcome<AccountEvent> decide(Account state, AccountCommand command) {
        if (command.equals(new Deposit(PAUSE))) {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!mended && isDefect(command)) {
            throw new IllegalStateException("a defect");
        }
        return rules.decide(state, command);
    }

    private static boolean isDefect(AccountCommand command) {
        return switch (command) {
            case Deposit(var amount) -> amount.equals(DEFECT);
            case DepositForTransfer(var _, var amount) -> amount.equals(DEFECT);
            case AccountCommand _ -> false;
        };
    }

    /** From now on nothing throws. */
    void mend() {
        mended = true;
    }

    @Override
    public Account evolve(Account state, AccountEvent event) {
        return rules.evolve(state, event);
    }

    AggregateType<AccountCommand, AccountEvent, Account> type() {
        return new AggregateType<>(
                "account",
                this,
                List.of(
                        Open.class,
                        Deposit.class,
                        Withdraw.class,
                        Close.class,
                        WithdrawForTransfer.class,
                        DepositForTransfer.class,
                        CompleteTransfer.class,
                        CompensateTransfer.class),
                List.copyOf(Aggregates.ACCOUNT.events()),
                List.of(Account.Absent.class, Account.Active.class, Account.Closed.class));
    }
}
