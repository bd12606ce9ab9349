package bank.transfer;

import bank.es.Event;
import bank.money.Money;
import java.util.OptionalLong;

/** What can happen to a transfer. */
public sealed interface TransferEvent extends Event {

    record TransferStarted(
            String transferId, String fromAccount, String toAccount, Money amount, OptionalLong expectedVersion)
            implements TransferEvent {}

    record WithdrawalMade() implements TransferEvent {}

    record WithdrawalRefused(String code, String error) implements TransferEvent {}

    record DepositMade() implements TransferEvent {}

    record DepositRefused(String code, String error) implements TransferEvent {}

    record SourceInformed() implements TransferEvent {}

    record DestinationInformed() implements TransferEvent {}

    record CompensationMade() implements TransferEvent {}

    record RetryRequested() implements TransferEvent {}
}
