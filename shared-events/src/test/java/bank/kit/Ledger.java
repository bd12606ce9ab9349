package bank.kit;

import bank.account.Account;
import bank.account.AccountEvent;
import bank.account.AccountEvent.AccountClosed;
import bank.account.AccountEvent.AccountOpened;
import bank.account.AccountEvent.MoneyDeposited;
import bank.account.AccountEvent.MoneyWithdrawn;
import bank.account.AccountEvent.OwnerForgotten;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.money.Money;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The money of the bank by its accounts' events, at one moment.
 *
 * @param onAccounts what stands on the accounts
 * @param fromOutside what was deposited less what was withdrawn, without transfers
 * @param inTransit for each transfer what has left its source and neither arrived nor come back
 */
public record Ledger(Money onAccounts, Money fromOutside, Map<String, Money> inTransit) {

    public static Ledger of(World world) {
        return of(
                world.accounts().values(),
                world.accounts().keySet().stream().map(world::history).toList());
    }

    /** The ledger of these accounts, and of their histories in the same or another order. */
    public static Ledger of(Collection<Account> accounts, Collection<List<AccountEvent>> histories) {
        var count = new Count();
        histories.forEach(history -> history.forEach(count::take));
        return new Ledger(sum(accounts.stream().map(Ledger::balance).toList()), count.outside, count.transit);
    }

    public Money allInTransit() {
        return sum(inTransit.values());
    }

    public static Money balance(Account account) {
        return account instanceof Account.Active active ? active.balance() : Money.ZERO;
    }

    /** By how much a transfer has changed the balance of an account with that history. */
    public static Money changeBy(String transferId, List<AccountEvent> history) {
        var count = new Count();
        history.forEach(count::take);
        return Money.ZERO.minus(count.transit.getOrDefault(transferId, Money.ZERO));
    }

    private static Money sum(Collection<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }

    private static final class Count {

        private Money outside = Money.ZERO;
        private final Map<String, Money> transit = new TreeMap<>();

        void take(AccountEvent event) {
            switch (event) {
                case AccountOpened(var _, var balance) -> outside = outside.plus(balance);
                case MoneyDeposited(var amount, var _, var transfer) -> move(transfer, Money.ZERO.minus(amount));
                case MoneyWithdrawn(var amount, var _, var transfer) -> move(transfer, amount);
                case AccountClosed _, OwnerForgotten _, TransferInitiated _, TransferCompleted _, TransferFailed _ -> {}
            }
        }

        private void move(Optional<String> transfer, Money outwards) {
            transfer.ifPresentOrElse(
                    id -> transit.merge(id, outwards, Money::plus), () -> outside = outside.minus(outwards));
        }
    }
}
