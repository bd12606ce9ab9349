package bank.account;

import static bank.kit.AccountWords.ALICE;
import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.deposit;
import static bank.kit.AccountWords.deposited;
import static bank.kit.AccountWords.money;
import static bank.kit.AccountWords.opened;

import bank.account.Account.Active;
import bank.kit.GivenWhenThen;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepositTest {

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void aDepositAddsToTheBalance() {
        account.given(opened("1000"))
                .when(deposit("250.05"))
                .then(deposited("250.05"))
                .thenIs(new Active(Optional.of(ALICE), money("1250.05"), new TreeSet<>()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.01", "-1000"})
    void whatIsNoAmountIsNotDeposited(String amount) {
        account.given(opened("1000")).when(deposit(amount)).thenRefused("Amount must be positive");
    }

    @Test
    void theAmountIsLookedAtBeforeTheAccountsStatus() {
        account.given(opened("0"), closed()).when(deposit("0")).thenRefused("Amount must be positive");
    }

    @Test
    void aClosedAccountTakesNoDeposit() {
        account.given(opened("0"), closed()).when(deposit("1")).thenRefused("Account is not active");
    }

    @Test
    void anUnknownAccountTakesNoDeposit() {
        account.given().when(deposit("1")).thenRefused("Account not found");
    }
}
