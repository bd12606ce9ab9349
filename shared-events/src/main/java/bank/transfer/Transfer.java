package bank.transfer;

import bank.money.Money;
import java.util.OptionalLong;

/** A transfer's state, a type per phase. Where it was refused, the code says why to programs, the error to people. */
public sealed interface Transfer {

    /** The transfer's id, who pays whom how much, and the version that the source must have, if the caller named one. */
    record Terms(String transferId, String fromAccount, String toAccount, Money amount, OptionalLong expectedVersion) {}

    record Absent() implements Transfer {}

    /** The source has been asked for the money, {@code attempt} times. */
    record Withdrawing(Terms terms, int attempt) implements Transfer {}

    /**
     * The money has left the source, and the destination has been offered it, {@code attempt} times. From the deposit
     * on, only forward.
     */
    record Depositing(Terms terms, int attempt) implements Transfer {}

    /** The money has arrived, and the accounts have been told that the transfer is over. */
    record Completing(Terms terms, boolean sourceKnows, boolean destinationKnows) implements Transfer {}

    /** The destination refused, and the source has been offered its money back. */
    record Compensating(Terms terms, String code, String error) implements Transfer {}

    record Completed(Terms terms) implements Transfer {}

    /** The source refused: no money has moved. */
    record Refused(Terms terms, String code, String error) implements Transfer {}

    /** The destination refused and the source has its money back. */
    record Compensated(Terms terms, String code, String error) implements Transfer {}
}
