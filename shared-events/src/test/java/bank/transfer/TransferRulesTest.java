package bank.transfer;

import static bank.kit.AccountWords.ALICES;
import static bank.kit.AccountWords.BOBS;
import static bank.kit.TransferWords.AMOUNT;
import static bank.kit.TransferWords.SAGA;
import static bank.kit.TransferWords.TERMS;
import static bank.kit.TransferWords.sendsCompensate;
import static bank.kit.TransferWords.sendsCompleteDestination;
import static bank.kit.TransferWords.sendsCompleteSource;
import static bank.kit.TransferWords.sendsDeposit;
import static bank.kit.TransferWords.sendsWithdraw;
import static bank.kit.TransferWords.start;
import static bank.kit.TransferWords.started;
import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Heard;
import bank.kit.GivenWhenThen;
import bank.money.Money;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Refused;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.NoteRefused;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferEvent.CompensationMade;
import bank.transfer.TransferEvent.DepositMade;
import bank.transfer.TransferEvent.DepositRefused;
import bank.transfer.TransferEvent.DestinationInformed;
import bank.transfer.TransferEvent.SourceInformed;
import bank.transfer.TransferEvent.TransferStarted;
import bank.transfer.TransferEvent.WithdrawalMade;
import bank.transfer.TransferEvent.WithdrawalRefused;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a transfer from its start to each of its three ends. */
class TransferRulesTest {

    private static final String NOT_ACTIVE = "Destination account acc-bob is not active";

    private final TransferSaga saga = new TransferSaga();
    private final GivenWhenThen<TransferCommand, TransferEvent, Transfer> transfer = new GivenWhenThen<>(saga);

    @Test
    void aTransferStartsWithTheWithdrawal() {
        transfer.given().when(start()).then(started()).thenSends(sendsWithdraw("withdraw"));
    }

    @Test
    void theVersionThatTheCallerExpectsIsTheSources() {
        var expected = OptionalLong.of(7);
        transfer.given()
                .when(new StartTransfer(SAGA, ALICES, BOBS, AMOUNT, expected))
                .then(new TransferStarted(SAGA, ALICES, BOBS, AMOUNT, expected));
        var withdrawing = saga.evolve(saga.initial(), new TransferStarted(SAGA, ALICES, BOBS, AMOUNT, expected));
        assertThat(saga.react(withdrawing, started()))
                .singleElement()
                .satisfies(send -> assertThat(send.expectedVersion()).isEqualTo(expected));
    }

    @Test
    void aTransferStartsOnce() {
        transfer.given(started()).when(start()).thenRefused("Saga already exists");
    }

    @Test
    void aTransferNeedsAnAmount() {
        transfer.given().when(start(SAGA, ALICES, BOBS, Money.ZERO)).thenRefused("Amount must be positive");
        transfer.given().when(start(SAGA, ALICES, BOBS, Money.of(-1))).thenRefused("Amount must be positive");
    }

    @Test
    void aTransferNeedsTwoAccounts() {
        transfer.given().when(start(SAGA, ALICES, ALICES, AMOUNT)).thenRefused("Cannot transfer to the same account");
    }

    @Test
    void afterTheWithdrawalComesTheDeposit() {
        transfer.given(started())
                .when(new NoteAccepted(Step.WITHDRAW))
                .then(new WithdrawalMade())
                .thenSends(sendsDeposit("deposit"));
    }

    @Test
    void afterTheDepositBothAccountsHearOfIt() {
        transfer.given(started(), new WithdrawalMade())
                .when(new NoteAccepted(Step.DEPOSIT))
                .then(new DepositMade())
                .thenSends(sendsCompleteSource(), sendsCompleteDestination());
    }

    @Test
    void aTransferIsCompletedWhenBothAccountsKnow() {
        transfer.given(started(), new WithdrawalMade(), new DepositMade(), new DestinationInformed())
                .when(new NoteAccepted(Step.COMPLETE_SOURCE))
                .then(new SourceInformed())
                .thenSends()
                .thenIs(new Completed(TERMS));
    }

    @ParameterizedTest
    @CsvSource({
        "account-not-found, Account not found, Source account acc-alice not found",
        "account-not-active, Account is not active, Source account acc-alice is not active",
        "insufficient-funds, Insufficient balance: 1 < 200, Insufficient balance: 1 < 200"
    })
    void refusedAtTheSourceItEndsAndSaysWhy(String code, String sentence, String error) {
        transfer.given(started())
                .when(new NoteRefused(Step.WITHDRAW, 1, code, sentence))
                .then(new WithdrawalRefused(code, error))
                .thenSends()
                .thenIs(new Refused(TERMS, code, error));
    }

    @Test
    void refusedAtTheDestinationItGivesTheSourceItsMoneyBack() {
        transfer.given(started(), new WithdrawalMade())
                .when(new NoteRefused(Step.DEPOSIT, 1, "account-not-found", "Account not found"))
                .then(new DepositRefused("account-not-found", NOT_ACTIVE))
                .thenSends(sendsCompensate(NOT_ACTIVE));
    }

    @Test
    void itIsCompensatedWhenTheSourceHasItsMoneyBack() {
        transfer.given(started(), new WithdrawalMade(), new DepositRefused("account-not-active", NOT_ACTIVE))
                .when(new NoteAccepted(Step.COMPENSATE))
                .then(new CompensationMade())
                .thenSends()
                .thenIs(new Compensated(TERMS, "account-not-active", NOT_ACTIVE));
    }

    @Test
    void whatBecameOfAStepIsHeardByTheNameThatItWasSentWith() {
        assertThat(saga.heard("complete-source", new Heard.Accepted()))
                .isEqualTo(new NoteAccepted(Step.COMPLETE_SOURCE));
        assertThat(saga.heard("deposit", new Heard.Refused("code", "why")))
                .isEqualTo(new NoteRefused(Step.DEPOSIT, 1, "code", "why"));
        assertThat(saga.heard("deposit-12", new Heard.Refused("code", "why")))
                .isEqualTo(new NoteRefused(Step.DEPOSIT, 12, "code", "why"));
    }

    @Test
    void theCallerWaitsForTheEnd() {
        assertThat(saga.answeredAtEnd(start())).isTrue();
        assertThat(saga.answeredAtEnd(new TransferCommand.RetryTransfer())).isFalse();
    }
}
