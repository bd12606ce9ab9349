package bank.account;

import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.deposited;
import static bank.kit.AccountWords.forgotten;
import static bank.kit.AccountWords.opened;
import static bank.kit.AccountWords.received;
import static bank.kit.AccountWords.withdrawn;

import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.kit.GivenWhenThen;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpossibleAccountHistoriesTest {

    private static final List<AccountEvent> AFTER_OPENING = List.of(
            deposited("1"),
            withdrawn("1"),
            closed(),
            forgotten(),
            new TransferInitiated("saga-1"),
            new TransferCompleted("saga-1"),
            new TransferFailed("saga-1", "why"));

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void nothingComesBeforeTheOpening() {
        AFTER_OPENING.forEach(event -> account.given().cannotBeFollowedBy(event));
    }

    @Test
    void nothingButForgettingComesAfterTheClosing() {
        AFTER_OPENING.stream()
                .filter(event -> !event.equals(forgotten()))
                .forEach(event -> account.given(opened("0"), closed()).cannotBeFollowedBy(event));
        account.given(opened("0"), closed()).cannotBeFollowedBy(opened("0"));
    }

    @Test
    void noAccountOpensTwice() {
        account.given(opened("0")).cannotBeFollowedBy(opened("0"));
    }

    @Test
    void nobodyIsForgottenTwice() {
        account.given(opened("0"), forgotten()).cannotBeFollowedBy(forgotten());
        account.given(opened("0"), closed(), forgotten()).cannotBeFollowedBy(forgotten());
    }

    @Test
    void noBalanceGoesBelowZero() {
        account.given(opened("1")).cannotBeFollowedBy(withdrawn("1.01"));
    }

    @Test
    void noAccountClosesWithMoneyOrAnOpenTransfer() {
        account.given(opened("1")).cannotBeFollowedBy(closed());
        account.given(opened("0"), received("saga-1", "1"), withdrawn("1")).cannotBeFollowedBy(closed());
    }

    @Test
    void noTransferEndsThatIsNotOpen() {
        account.given(opened("1")).cannotBeFollowedBy(new TransferCompleted("saga-1"));
        account.given(opened("1")).cannotBeFollowedBy(new TransferFailed("saga-1", "why"));
    }
}
