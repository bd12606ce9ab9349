package bank.account;

import static bank.kit.AccountWords.close;
import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.deposit;
import static bank.kit.AccountWords.deposited;
import static bank.kit.AccountWords.forget;
import static bank.kit.AccountWords.forgotten;
import static bank.kit.AccountWords.money;
import static bank.kit.AccountWords.open;
import static bank.kit.AccountWords.opened;
import static bank.kit.AccountWords.sent;
import static bank.kit.AccountWords.withdraw;
import static bank.kit.AccountWords.withdrawn;

import bank.account.Account.Active;
import bank.account.Account.Closed;
import bank.account.AccountEvent.TransferInitiated;
import bank.kit.GivenWhenThen;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForgettingTest {

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void theOwnerOfAnAccountIsForgotten() {
        account.given(opened("5"))
                .when(forget())
                .then(forgotten())
                .thenIs(new Active(Optional.empty(), money("5"), new TreeSet<>()));
    }

    @Test
    void theOwnerOfAClosedAccountIsForgotten() {
        account.given(opened("0"), closed()).when(forget()).then(forgotten()).thenIs(new Closed(Optional.empty()));
    }

    @Test
    void theOwnerOfAnAccountThatATransferGoesOverIsForgotten() {
        account.given(opened("5"), new TransferInitiated("saga-1"), sent("saga-1", "5"))
                .when(forget())
                .then(forgotten());
    }

    @Test
    void whoIsForgottenIsForgottenOnce() {
        account.given(opened("5"), forgotten()).when(forget()).thenNothing();
        account.given(opened("0"), forgotten(), closed()).when(forget()).thenNothing();
        account.given(opened("0"), closed(), forgotten()).when(forget()).thenNothing();
    }

    @Test
    void theMoneyOfAForgottenOwnerGoesOnMoving() {
        account.given(opened("5"), forgotten()).when(deposit("1")).then(deposited("1"));
        account.given(opened("5"), forgotten()).when(withdraw("5")).then(withdrawn("5"));
        account.given(opened("5"), forgotten(), withdrawn("5")).when(close()).then(closed());
    }

    @Test
    void anAccountIsNotOpenedAgainWhenItsOwnerIsForgotten() {
        account.given(opened("5"), forgotten()).when(open("1")).thenRefused(AccountRule.ALREADY_EXISTS);
    }

    @Test
    void anUnknownAccountHasNoOwnerToForget() {
        account.given().when(forget()).thenRefused("Account not found");
    }
}
