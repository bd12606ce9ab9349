package bank.transfer;

import bank.es.Command;
import bank.money.Money;
import java.util.OptionalLong;

/** What a transfer takes: its start by a caller, what its steps came to, and an operator's retry. */
public sealed interface TransferCommand extends Command {

    record StartTransfer(
            String transferId, String fromAccount, String toAccount, Money amount, OptionalLong expectedVersion)
            implements TransferCommand {}

    record NoteAccepted(Step step) implements TransferCommand {}

    record NoteRefused(Step step, int attempt, String code, String sentence) implements TransferCommand {

        boolean isOf(Step other, int otherAttempt) {
            return step == other && attempt == otherAttempt;
        }
    }

    /** Sends the commands again that the transfer waits for. */
    record RetryTransfer() implements TransferCommand {}
}
