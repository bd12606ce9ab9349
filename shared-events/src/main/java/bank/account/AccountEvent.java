package bank.account;

import bank.es.Event;
import bank.es.Personal;
import bank.money.Money;
import java.util.Optional;

/** What can happen to an account. */
public sealed interface AccountEvent extends Event {

    record AccountOpened(Personal owner, Money initialBalance) implements AccountEvent {}

    record MoneyDeposited(Money amount, Optional<String> reason, Optional<String> transferId) implements AccountEvent {}

    record MoneyWithdrawn(Money amount, Optional<String> reason, Optional<String> transferId) implements AccountEvent {}

    record AccountClosed() implements AccountEvent {}

    record OwnerForgotten() implements AccountEvent {}

    record TransferInitiated(String transferId) implements AccountEvent {}

    record TransferCompleted(String transferId) implements AccountEvent {}

    record TransferFailed(String transferId, String error) implements AccountEvent {}
}
