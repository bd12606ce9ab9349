package bank.kit;

import bank.account.AccountCommand.Close;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.ForgetOwner;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.account.AccountEvent.AccountClosed;
import bank.account.AccountEvent.AccountOpened;
import bank.account.AccountEvent.MoneyDeposited;
import bank.account.AccountEvent.MoneyWithdrawn;
import bank.account.AccountEvent.OwnerForgotten;
import bank.es.Personal;
import bank.money.Money;
import java.util.Optional;

/** Accounts in the words of the tests. */
public final class AccountWords {

    public static final String ALICES = "acc-alice";
    public static final String BOBS = "acc-bob";
    public static final Personal ALICE = new Personal("v1.key-of-alice.QWxpY2U");

    private AccountWords() {}

    public static Money money(String amount) {
        return Money.of(amount);
    }

    public static Open open(String balance) {
        return new Open(ALICE, money(balance));
    }

    public static Deposit deposit(String amount) {
        return new Deposit(money(amount));
    }

    public static Withdraw withdraw(String amount) {
        return new Withdraw(money(amount));
    }

    public static Close close() {
        return new Close();
    }

    public static ForgetOwner forget() {
        return new ForgetOwner();
    }

    public static AccountOpened opened(String balance) {
        return new AccountOpened(ALICE, money(balance));
    }

    public static MoneyDeposited deposited(String amount) {
        return new MoneyDeposited(money(amount), Optional.empty(), Optional.empty());
    }

    public static MoneyWithdrawn withdrawn(String amount) {
        return new MoneyWithdrawn(money(amount), Optional.empty(), Optional.empty());
    }

    public static AccountClosed closed() {
        return new AccountClosed();
    }

    public static OwnerForgotten forgotten() {
        return new OwnerForgotten();
    }

    /** The money of a transfer leaves its source. */
    public static MoneyWithdrawn sent(String transferId, String amount) {
        return new MoneyWithdrawn(money(amount), Optional.of("Transfer " + transferId), Optional.of(transferId));
    }

    /** The money of a transfer arrives at its destination. */
    public static MoneyDeposited received(String transferId, String amount) {
        return new MoneyDeposited(money(amount), Optional.of("Transfer " + transferId), Optional.of(transferId));
    }

    /** The money of a transfer comes back to its source. */
    public static MoneyDeposited returned(String transferId, String amount) {
        return new MoneyDeposited(
                money(amount), Optional.of("Compensation for " + transferId), Optional.of(transferId));
    }
}
