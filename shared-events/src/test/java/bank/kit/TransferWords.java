package bank.kit;

import static bank.kit.AccountWords.ALICES;
import static bank.kit.AccountWords.BOBS;

import bank.account.AccountCommand;
import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.es.Send;
import bank.money.Money;
import bank.transfer.Transfer.Terms;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferEvent.TransferStarted;
import java.util.OptionalLong;

/** A transfer of 200 from Alice to Bob, in the words of the tests. */
public final class TransferWords {

    public static final String SAGA = "saga-1";
    public static final Money AMOUNT = Money.of(200);
    public static final Terms TERMS = new Terms(SAGA, ALICES, BOBS, AMOUNT, OptionalLong.empty());

    private TransferWords() {}

    public static StartTransfer start() {
        return start(SAGA, ALICES, BOBS, AMOUNT);
    }

    public static StartTransfer start(String id, String from, String to, Money amount) {
        return new StartTransfer(id, from, to, amount, OptionalLong.empty());
    }

    public static TransferStarted started() {
        return new TransferStarted(SAGA, ALICES, BOBS, AMOUNT, OptionalLong.empty());
    }

    public static Send sendsWithdraw(String step) {
        return sends(ALICES, step, new WithdrawForTransfer(SAGA, AMOUNT));
    }

    public static Send sendsDeposit(String step) {
        return sends(BOBS, step, new DepositForTransfer(SAGA, AMOUNT));
    }

    public static Send sendsCompleteSource() {
        return sends(ALICES, "complete-source", new CompleteTransfer(SAGA));
    }

    public static Send sendsCompleteDestination() {
        return sends(BOBS, "complete-destination", new CompleteTransfer(SAGA));
    }

    public static Send sendsCompensate(String error) {
        return sends(ALICES, "compensate", new CompensateTransfer(SAGA, AMOUNT, error));
    }

    private static Send sends(String account, String step, AccountCommand command) {
        return new Send("account", account, step, command, OptionalLong.empty());
    }
}
