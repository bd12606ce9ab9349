package bank.account;

import static bank.kit.AccountWords.ALICE;
import static bank.kit.AccountWords.close;
import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.opened;
import static bank.kit.AccountWords.received;
import static bank.kit.AccountWords.returned;
import static bank.kit.AccountWords.sent;
import static bank.kit.AccountWords.withdrawn;

import bank.account.Account.Closed;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.kit.GivenWhenThen;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void anEmptyAccountCloses() {
        account.given(opened("5"), withdrawn("5")).when(close()).then(closed()).thenIs(new Closed(Optional.of(ALICE)));
    }

    @Test
    void anAccountWithMoneyDoesNotClose() {
        account.given(opened("0.01")).when(close()).thenRefused("Account balance must be zero to close");
    }

    @Test
    void anAccountThatIsSendingATransferDoesNotClose() {
        account.given(opened("5"), new TransferInitiated("saga-1"), sent("saga-1", "5"))
                .when(close())
                .thenRefused("Account has a pending transfer");
    }

    @Test
    void anAccountThatReceivedATransferDoesNotCloseBeforeItsEnd() {
        account.given(opened("0"), received("saga-1", "5"), withdrawn("5"))
                .when(close())
                .thenRefused("Account has a pending transfer");
    }

    @Test
    void anAccountClosesWhenItsTransferIsCompleted() {
        account.given(
                        opened("5"),
                        new TransferInitiated("saga-1"),
                        sent("saga-1", "5"),
                        new TransferCompleted("saga-1"))
                .when(close())
                .then(closed());
    }

    @Test
    void anAccountClosesWhenItsTransferHasFailed() {
        account.given(
                        opened("5"),
                        new TransferInitiated("saga-1"),
                        sent("saga-1", "5"),
                        returned("saga-1", "5"),
                        new TransferFailed("saga-1", "why"),
                        withdrawn("5"))
                .when(close())
                .then(closed());
    }

    @Test
    void anAccountClosesOnce() {
        account.given(opened("0"), closed()).when(close()).thenRefused("Account is not active");
    }

    @Test
    void anUnknownAccountDoesNotClose() {
        account.given().when(close()).thenRefused("Account not found");
    }
}
