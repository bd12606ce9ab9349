package bank.account;

import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.money;
import static bank.kit.AccountWords.opened;
import static bank.kit.AccountWords.received;
import static bank.kit.AccountWords.returned;
import static bank.kit.AccountWords.sent;
import static bank.kit.AccountWords.withdrawn;

import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.RefuseTransfer;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.kit.GivenWhenThen;
import org.junit.jupiter.api.Test;

/** What a transfer's saga asks of the accounts. */
class TransferStepsTest {

    private static final String ID = "saga-1";
    private static final WithdrawForTransfer WITHDRAW = new WithdrawForTransfer(ID, money("200"));
    private static final DepositForTransfer DEPOSIT = new DepositForTransfer(ID, money("200"));
    private static final CompleteTransfer COMPLETE = new CompleteTransfer(ID);
    private static final CompensateTransfer COMPENSATE = new CompensateTransfer(ID, money("200"), "why");

    private static final RefuseTransfer REFUSE = new RefuseTransfer(ID);

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    private GivenWhenThen<AccountCommand, AccountEvent, Account>.Given source() {
        return account.given(opened("1000"), new TransferInitiated(ID), sent(ID, "200"));
    }

    private GivenWhenThen<AccountCommand, AccountEvent, Account>.Given destination() {
        return account.given(opened("500"), received(ID, "200"));
    }

    @Test
    void theSourceGivesTheMoney() {
        account.given(opened("1000")).when(WITHDRAW).then(new TransferInitiated(ID), sent(ID, "200"));
    }

    @Test
    void theSourceGivesItOnce() {
        source().when(WITHDRAW).thenNothing();
    }

    @Test
    void whoHasTakenNoPartYetRefusesWhatIsDiscarded() {
        account.given(opened("1000")).when(REFUSE).thenRefused(AccountRule.DISCARDED);
        account.given(opened("0"), closed()).when(REFUSE).thenRefused(AccountRule.NOT_ACTIVE);
        account.given().when(REFUSE).thenRefused(AccountRule.NOT_FOUND);
    }

    /** An earlier attempt has moved the money: the saga must not hear that none has. */
    @Test
    void whoHasTakenPartRefusesNothing() {
        source().when(REFUSE).thenNothing();
        destination().when(REFUSE).thenNothing();
    }

    @Test
    void aSourceThatIsTooPoorSaysByHowMuch() {
        account.given(opened("199.99")).when(WITHDRAW).thenRefused("Insufficient balance: 199.99 < 200");
    }

    @Test
    void aSourceThatIsClosedOrUnknownGivesNothing() {
        account.given(opened("0"), closed()).when(WITHDRAW).thenRefused(AccountRule.NOT_ACTIVE);
        account.given().when(WITHDRAW).thenRefused(AccountRule.NOT_FOUND);
    }

    @Test
    void theDestinationTakesTheMoney() {
        account.given(opened("500")).when(DEPOSIT).then(received(ID, "200"));
    }

    @Test
    void theDestinationTakesItOnce() {
        destination().when(DEPOSIT).thenNothing();
    }

    @Test
    void aDestinationThatIsClosedOrUnknownTakesNothing() {
        account.given(opened("0"), closed()).when(DEPOSIT).thenRefused(AccountRule.NOT_ACTIVE);
        account.given().when(DEPOSIT).thenRefused(AccountRule.NOT_FOUND);
    }

    @Test
    void bothSidesNoteTheEnd() {
        source().when(COMPLETE).then(new TransferCompleted(ID));
        destination().when(COMPLETE).then(new TransferCompleted(ID));
    }

    @Test
    void theEndIsNotedOnce() {
        account.given(opened("500"), received(ID, "200"), new TransferCompleted(ID))
                .when(COMPLETE)
                .thenNothing();
    }

    @Test
    void theSourceGetsItsMoneyBack() {
        source().when(COMPENSATE).then(returned(ID, "200"), new TransferFailed(ID, "why"));
    }

    @Test
    void theSourceGetsItBackOnce() {
        account.given(
                        opened("1000"),
                        new TransferInitiated(ID),
                        sent(ID, "200"),
                        returned(ID, "200"),
                        new TransferFailed(ID, "why"))
                .when(COMPENSATE)
                .thenNothing();
    }

    /** The account could only close after the transfer had ended there, so the step comes again. */
    @Test
    void theEndComesAgainToAnAccountThatHasClosedSince() {
        account.given(opened("0"), received(ID, "200"), new TransferCompleted(ID), withdrawn("200"), closed())
                .when(COMPLETE)
                .thenNothing();
        account.given(opened("0"), closed()).when(COMPENSATE).thenNothing();
    }

    @Test
    void twoTransfersAtOnceDoNotDisturbEachOther() {
        source().when(new WithdrawForTransfer("saga-2", money("800")))
                .then(new TransferInitiated("saga-2"), sent("saga-2", "800"));
        source().when(new CompleteTransfer("saga-2")).thenNothing();
    }
}
