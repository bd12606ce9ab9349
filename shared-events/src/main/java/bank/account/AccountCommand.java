package bank.account;

import bank.es.Command;
import bank.es.Personal;
import bank.money.Money;

/** What can be asked of an account: the first five by its holder, the others by a transfer's saga. */
public sealed interface AccountCommand extends Command {

    record Open(Personal owner, Money initialBalance) implements AccountCommand {}

    record Deposit(Money amount) implements AccountCommand {}

    record Withdraw(Money amount) implements AccountCommand {}

    record Close() implements AccountCommand {}

    record ForgetOwner() implements AccountCommand {}

    record WithdrawForTransfer(String transferId, Money amount) implements AccountCommand {}

    record DepositForTransfer(String transferId, Money amount) implements AccountCommand {}

    record CompleteTransfer(String transferId) implements AccountCommand {}

    record CompensateTransfer(String transferId, Money amount, String error) implements AccountCommand {}

    /** Refuses a transfer's step in place of a command that failed, unless an earlier one has had its effect. */
    record RefuseTransfer(String transferId) implements AccountCommand {}
}
