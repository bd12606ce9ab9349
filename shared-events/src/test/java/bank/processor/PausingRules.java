package bank.processor;

import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountDecider;
import bank.account.AccountEvent;
import bank.es.Decider;
import bank.es.Outcome;
import bank.money.Money;
import bank.wire.AggregateType;
import bank.wire.EventType;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The account's rules, but that one amount makes them stop until they are let go on, and another throws. */
final class PausingRules implements Decider<AccountCommand, AccountEvent, Account> {

    static final Money PAUSE = Money.of("66.66");
    static final Money DEFECT = Money.of("99.99");

    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
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
        if (command.equals(new Deposit(DEFECT))) {
            throw new IllegalStateException("a defect");
        }
        return rules.decide(state, command);
    }

    @Override
    public Account evolve(Account state, AccountEvent event) {
        return rules.evolve(state, event);
    }

    AggregateType<AccountCommand, AccountEvent, Account> type() {
        return new AggregateType<>(
                "account",
                this,
                List.of(Open.class, Deposit.class),
                List.of(
                        EventType.of(AccountEvent.AccountOpened.class),
                        EventType.of(AccountEvent.MoneyDeposited.class)),
                List.of(Account.Absent.class, Account.Active.class));
    }
}
