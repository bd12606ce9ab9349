package bank.transfer;

import static bank.kit.TransferWords.sendsCompensate;
import static bank.kit.TransferWords.sendsCompleteDestination;
import static bank.kit.TransferWords.sendsCompleteSource;
import static bank.kit.TransferWords.sendsDeposit;
import static bank.kit.TransferWords.sendsWithdraw;
import static bank.kit.TransferWords.started;
import static org.assertj.core.api.Assertions.assertThat;

import bank.account.AccountCommand.RefuseTransfer;
import bank.account.AccountRule;
import bank.kit.GivenWhenThen;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.NoteRefused;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferEvent.CompensationMade;
import bank.transfer.TransferEvent.DepositMade;
import bank.transfer.TransferEvent.DepositRefused;
import bank.transfer.TransferEvent.DestinationInformed;
import bank.transfer.TransferEvent.RetryRequested;
import bank.transfer.TransferEvent.SourceInformed;
import bank.transfer.TransferEvent.WithdrawalMade;
import bank.transfer.TransferEvent.WithdrawalRefused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries, outcomes that are heard twice, and transfers that have ended. */
class RepeatsTest {

    private static final WithdrawalMade WITHDRAWN = new WithdrawalMade();
    private static final DepositMade DEPOSITED = new DepositMade();
    private static final DepositRefused DEPOSIT_REFUSED = new DepositRefused("account-not-active", "why");
    private static final RetryRequested RETRIED = new RetryRequested();

    /** A history for each end that a transfer can come to. */
    private static final List<List<TransferEvent>> ENDS = List.of(
            List.of(started(), new WithdrawalRefused("insufficient-funds", "why")),
            List.of(started(), WITHDRAWN, DEPOSIT_REFUSED, new CompensationMade()),
            List.of(started(), WITHDRAWN, DEPOSITED, new SourceInformed(), new DestinationInformed()));

    private final GivenWhenThen<TransferCommand, TransferEvent, Transfer> transfer =
            new GivenWhenThen<>(new TransferSaga());

    private GivenWhenThen<TransferCommand, TransferEvent, Transfer>.Given given(List<TransferEvent> history) {
        return transfer.given(history.toArray(TransferEvent[]::new));
    }

    private static NoteRefused refused(Step step, int attempt) {
        return new NoteRefused(step, attempt, "code", "why");
    }

    @Test
    void aRetryAsksAgainForWhatIsAwaited() {
        var retry = new RetryTransfer();
        transfer.given(started()).when(retry).then(RETRIED).thenSends(sendsWithdraw("withdraw-2"));
        transfer.given(started(), RETRIED).when(retry).then(RETRIED).thenSends(sendsWithdraw("withdraw-3"));
        transfer.given(started(), RETRIED, WITHDRAWN).when(retry).then(RETRIED).thenSends(sendsDeposit("deposit-2"));
    }

    @Test
    void aRetryOfAStepThatCannotBeRefusedIsTheSameCommandAgain() {
        var retry = new RetryTransfer();
        transfer.given(started(), WITHDRAWN, DEPOSIT_REFUSED)
                .when(retry)
                .then(RETRIED)
                .thenSends(sendsCompensate("why"));
        transfer.given(started(), WITHDRAWN, DEPOSITED)
                .when(retry)
                .then(RETRIED)
                .thenSends(sendsCompleteSource(), sendsCompleteDestination());
        transfer.given(started(), WITHDRAWN, DEPOSITED, new SourceInformed())
                .when(retry)
                .then(RETRIED)
                .thenSends(sendsCompleteDestination());
    }

    @Test
    void aRefusalOfAnEarlierAttemptDecidesNothing() {
        transfer.given(started(), RETRIED).when(refused(Step.WITHDRAW, 1)).thenNothing();
        transfer.given(started(), WITHDRAWN, RETRIED)
                .when(refused(Step.DEPOSIT, 1))
                .thenNothing();
    }

    @Test
    void aRefusalOfTheLastAttemptDecides() {
        transfer.given(started(), RETRIED).when(refused(Step.WITHDRAW, 2)).then(new WithdrawalRefused("code", "why"));
        transfer.given(started(), WITHDRAWN, RETRIED)
                .when(refused(Step.DEPOSIT, 2))
                .then(new DepositRefused("code", "Destination account acc-bob is not active"));
    }

    @Test
    void whatAnOperatorDiscardedSaysSo() {
        var discarded = AccountRule.DISCARDED;
        transfer.given(started())
                .when(new NoteRefused(Step.WITHDRAW, 1, discarded.code(), discarded.sentence()))
                .then(new WithdrawalRefused("discarded", "An operator discarded the command"));
        transfer.given(started(), WITHDRAWN)
                .when(new NoteRefused(Step.DEPOSIT, 1, discarded.code(), discarded.sentence()))
                .then(new DepositRefused("discarded", "An operator discarded the command"));
    }

    @Test
    void onlyTheStepsThatTheSagaCanGoBackFromAreRefusedForAnOperator() {
        var saga = new TransferSaga();
        assertThat(saga.refusal("saga-1", "withdraw")).contains(new RefuseTransfer("saga-1"));
        assertThat(saga.refusal("saga-1", "deposit-2")).contains(new RefuseTransfer("saga-1"));
        assertThat(List.of("complete-source", "complete-destination", "compensate"))
                .allMatch(step -> saga.refusal("saga-1", step).isEmpty());
    }

    @Test
    void anyAttemptThatIsAcceptedDecides() {
        transfer.given(started(), RETRIED)
                .when(new NoteAccepted(Step.WITHDRAW))
                .then(WITHDRAWN)
                .thenSends(sendsDeposit("deposit"));
    }

    @Test
    void anOutcomeHeardTwiceChangesNothing() {
        transfer.given(started(), WITHDRAWN)
                .when(new NoteAccepted(Step.WITHDRAW))
                .thenNothing();
        transfer.given(started(), WITHDRAWN, DEPOSITED)
                .when(new NoteAccepted(Step.DEPOSIT))
                .thenNothing();
        transfer.given(started(), WITHDRAWN, DEPOSITED, new SourceInformed())
                .when(new NoteAccepted(Step.COMPLETE_SOURCE))
                .thenNothing();
        transfer.given(started(), WITHDRAWN, DEPOSIT_REFUSED)
                .when(refused(Step.DEPOSIT, 1))
                .thenNothing();
    }

    @Test
    void anEndedTransferNeverMoves() {
        List<TransferCommand> notes = new ArrayList<>(List.of(refused(Step.WITHDRAW, 1), refused(Step.DEPOSIT, 1)));
        for (Step step : Step.values()) {
            notes.add(new NoteAccepted(step));
        }
        for (List<TransferEvent> history : ENDS) {
            notes.forEach(note -> given(history).when(note).thenNothing());
            given(history).when(new RetryTransfer()).thenRefused("Saga has ended");
        }
    }

    @Test
    void anUnknownTransferIsNotRetried() {
        transfer.given().when(new RetryTransfer()).thenRefused("Saga not found");
        transfer.given().when(new NoteAccepted(Step.WITHDRAW)).thenRefused("Saga not found");
    }

    @Test
    void aStepThatCannotBeRefusedIsADefectWhereItIs() {
        for (Step step : List.of(Step.COMPLETE_SOURCE, Step.COMPLETE_DESTINATION, Step.COMPENSATE)) {
            transfer.given(started(), WITHDRAWN).whenImpossible(refused(step, 1));
        }
    }

    @Test
    void noTransferGoesOnAfterItsEndOrBeforeItsStart() {
        List<TransferEvent> later = List.of(
                WITHDRAWN,
                new WithdrawalRefused("insufficient-funds", "why"),
                DEPOSITED,
                DEPOSIT_REFUSED,
                new SourceInformed(),
                new DestinationInformed(),
                new CompensationMade(),
                RETRIED);
        later.forEach(event -> transfer.given().cannotBeFollowedBy(event));
        ENDS.forEach(history -> later.forEach(event -> given(history).cannotBeFollowedBy(event)));
        ENDS.forEach(history -> given(history).cannotBeFollowedBy(started()));
    }

    @Test
    void noTransferSkipsAStep() {
        transfer.given(started()).cannotBeFollowedBy(DEPOSITED);
        transfer.given(started(), WITHDRAWN).cannotBeFollowedBy(new CompensationMade());
        transfer.given(started(), WITHDRAWN, DEPOSITED).cannotBeFollowedBy(DEPOSIT_REFUSED);
    }
}
