package bank.account;

import static bank.account.AccountRule.ALREADY_EXISTS;
import static bank.account.AccountRule.AMOUNT_NOT_POSITIVE;
import static bank.account.AccountRule.BALANCE_NOT_ZERO;
import static bank.account.AccountRule.INSUFFICIENT_FUNDS;
import static bank.account.AccountRule.NEGATIVE_BALANCE;
import static bank.account.AccountRule.NOT_ACTIVE;
import static bank.account.AccountRule.NOT_FOUND;
import static bank.account.AccountRule.PENDING_TRANSFER;
import static bank.es.Outcome.accept;
import static bank.es.Outcome.reject;

import bank.account.Account.Absent;
import bank.account.Account.Active;
import bank.account.Account.Closed;
import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.ForgetOwner;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.RefuseTransfer;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountEvent.AccountClosed;
import bank.account.AccountEvent.AccountOpened;
import bank.account.AccountEvent.MoneyDeposited;
import bank.account.AccountEvent.MoneyWithdrawn;
import bank.account.AccountEvent.OwnerForgotten;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.es.Decider;
import bank.es.Outcome;
import bank.es.Personal;
import bank.money.Money;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of an account. A transfer that took from it or gave to it stays open in its state until it is completed or
 * failed here, so that a repeat of any of its steps is recognised and changes nothing.
 */
public final class AccountDecider implements Decider<AccountCommand, AccountEvent, Account> {

    private record On(Account account, AccountCommand command) {}

    @Override
    public Account initial() {
        return new Absent();
    }

    @Override
    public Outcome<AccountEvent> decide(Account account, AccountCommand command) {
        return switch (new On(account, command)) {
            case On(Absent _, Open(var _, var balance)) when balance.isNegative() -> reject(NEGATIVE_BALANCE);
            case On(Absent _, Open(var owner, var balance)) -> accept(new AccountOpened(owner, balance));
            case On(var _, Open _) -> reject(ALREADY_EXISTS);
            case On(Absent _, var _) -> reject(NOT_FOUND);

            case On(Active(var owner, var _, var _), ForgetOwner _) -> forget(owner);
            case On(Closed(var owner), ForgetOwner _) -> forget(owner);

            case On(var _, Deposit(var amount)) when !amount.isPositive() -> reject(AMOUNT_NOT_POSITIVE);
            case On(var _, Withdraw(var amount)) when !amount.isPositive() -> reject(AMOUNT_NOT_POSITIVE);
            // It closed after the transfer had ended here, so these are repeats.
            case On(Closed _, CompleteTransfer _), On(Closed _, CompensateTransfer _) -> accept();
            case On(Closed _, var _) -> reject(NOT_ACTIVE);

            case On(Active _, Deposit(var amount)) -> accept(deposited(amount));
            case On(Active active, Withdraw(var amount))
            when active.balance().isLessThan(amount) -> reject(INSUFFICIENT_FUNDS);
            case On(Active _, Withdraw(var amount)) ->
                accept(new MoneyWithdrawn(amount, Optional.empty(), Optional.empty()));
            case On(Active active, Close _) -> close(active);

            case On(Active active, WithdrawForTransfer step) -> withdraw(active, step);
            case On(Active active, DepositForTransfer(var id, var amount)) ->
                active.takesPartIn(id) ? accept() : accept(moved(amount, "Transfer " + id, id));
            case On(Active active, RefuseTransfer(var id)) ->
                active.takesPartIn(id) ? accept() : reject(AccountRule.DISCARDED);
            case On(Active active, CompleteTransfer(var id)) ->
                active.takesPartIn(id) ? accept(new TransferCompleted(id)) : accept();
            case On(Active active, CompensateTransfer(var id, var amount, var error)) ->
                active.takesPartIn(id)
                        ? accept(moved(amount, "Compensation for " + id, id), new TransferFailed(id, error))
                        : accept();
        };
    }

    /** Who is forgotten is forgotten: to ask for it again is right, and nothing more happens. */
    private static Outcome<AccountEvent> forget(Optional<Personal> owner) {
        return owner.isPresent() ? accept(new OwnerForgotten()) : accept();
    }

    private static Outcome<AccountEvent> close(Active active) {
        if (!active.balance().isZero()) {
            return reject(BALANCE_NOT_ZERO);
        }
        return active.openTransfers().isEmpty() ? accept(new AccountClosed()) : reject(PENDING_TRANSFER);
    }

    private static Outcome<AccountEvent> withdraw(Active active, WithdrawForTransfer step) {
        if (active.takesPartIn(step.transferId())) {
            return accept();
        }
        if (active.balance().isLessThan(step.amount())) {
            return reject(new AccountRule.InsufficientBalance(active.balance(), step.amount()));
        }
        return accept(
                new TransferInitiated(step.transferId()),
                new MoneyWithdrawn(
                        step.amount(), Optional.of("Transfer " + step.transferId()), Optional.of(step.transferId())));
    }

    private static MoneyDeposited deposited(Money amount) {
        return new MoneyDeposited(amount, Optional.empty(), Optional.empty());
    }

    private static MoneyDeposited moved(Money amount, String reason, String transferId) {
        return new MoneyDeposited(amount, Optional.of(reason), Optional.of(transferId));
    }

    private record After(Account account, AccountEvent event) {}

    @Override
    public Account evolve(Account account, AccountEvent event) {
        return switch (new After(account, event)) {
            case After(Absent _, AccountOpened(var owner, var balance)) ->
                new Active(Optional.of(owner), balance, Collections.unmodifiableSortedSet(new TreeSet<>()));
            case After(Active active, MoneyDeposited(var amount, var _, var transferId)) -> {
                Active richer = active.withBalance(active.balance().plus(amount));
                yield transferId.map(richer::opening).orElse(richer);
            }
            case After(Active active, MoneyWithdrawn(var amount, var _, var _))
            when !active.balance().isLessThan(amount) ->
                active.withBalance(active.balance().minus(amount));
            case After(Active active, TransferInitiated(var id)) -> active.opening(id);
            case After(Active active, TransferCompleted(var id)) when active.takesPartIn(id) -> active.ending(id);
            case After(Active active, TransferFailed(var id, var _)) when active.takesPartIn(id) -> active.ending(id);
            case After(Active active, AccountClosed _) when active.isEmpty() -> new Closed(active.owner());
            case After(Active active, OwnerForgotten _) when active.owner().isPresent() -> active.withoutOwner();
            case After(Closed(var owner), OwnerForgotten _) when owner.isPresent() -> new Closed(Optional.empty());
            case After(Absent _, var _),
                    After(Closed _, var _),
                    After(Active _, AccountOpened _),
                    After(Active _, MoneyWithdrawn _),
                    After(Active _, TransferCompleted _),
                    After(Active _, TransferFailed _),
                    After(Active _, AccountClosed _),
                    After(Active _, OwnerForgotten _) ->
                throw new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                        + account.getClass().getSimpleName());
        };
    }
}
