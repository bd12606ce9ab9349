package bank.account;

import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.opened;
import static bank.kit.AccountWords.received;
import static bank.kit.AccountWords.withdraw;
import static bank.kit.AccountWords.withdrawn;

import bank.kit.GivenWhenThen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithdrawalTest {

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void aWithdrawalTakesFromTheBalance() {
        account.given(opened("1000")).when(withdraw("100")).then(withdrawn("100"));
    }

    @Test
    void theLastCentCanBeWithdrawn() {
        account.given(opened("0.01")).when(withdraw("0.01")).then(withdrawn("0.01"));
    }

    @Test
    void withdrawingMoreThanTheBalanceIsRefused() {
        account.given(opened("100"), withdrawn("60")).when(withdraw("40.01")).thenRefused("Insufficient funds");
    }

    @Test
    void whatATransferBroughtCanBeWithdrawnAtOnce() {
        account.given(opened("0"), received("saga-1", "7")).when(withdraw("7")).then(withdrawn("7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.01", "-1000"})
    void whatIsNoAmountIsNotWithdrawn(String amount) {
        account.given(opened("1000")).when(withdraw(amount)).thenRefused("Amount must be positive");
    }

    @Test
    void aClosedAccountGivesNothing() {
        account.given(opened("0"), closed()).when(withdraw("1")).thenRefused("Account is not active");
    }

    @Test
    void anUnknownAccountGivesNothing() {
        account.given().when(withdraw("1")).thenRefused("Account not found");
    }
}
