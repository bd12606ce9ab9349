package bank.account;

import static bank.kit.AccountWords.ALICE;
import static bank.kit.AccountWords.closed;
import static bank.kit.AccountWords.money;
import static bank.kit.AccountWords.open;
import static bank.kit.AccountWords.opened;

import bank.account.Account.Active;
import bank.kit.GivenWhenThen;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private final GivenWhenThen<AccountCommand, AccountEvent, Account> account =
            new GivenWhenThen<>(new AccountDecider());

    @Test
    void anAccountOpensWithItsFirstBalance() {
        account.given()
                .when(open("1000"))
                .then(opened("1000"))
                .thenIs(new Active(Optional.of(ALICE), money("1000"), new TreeSet<>()));
    }

    @Test
    void anAccountMayOpenEmpty() {
        account.given().when(open("0")).then(opened("0"));
    }

    @Test
    void anAccountDoesNotOpenInDebt() {
        account.given().when(open("-0.01")).thenRefused("Initial balance must not be negative");
    }

    @Test
    void anAccountOpensOnce() {
        account.given(opened("5")).when(open("5")).thenRefused(AccountRule.ALREADY_EXISTS);
    }

    @Test
    void aClosedAccountDoesNotOpenAgain() {
        account.given(opened("0"), closed()).when(open("5")).thenRefused(AccountRule.ALREADY_EXISTS);
    }
}
