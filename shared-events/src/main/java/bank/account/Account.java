package bank.account;

import bank.es.Personal;
import bank.money.Money;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An account's state, a type per phase. */
public sealed interface Account {

    record Absent() implements Account {}

    /**
     * An account that money can move on.
     *
     * @param owner whose it is, unless he is forgotten
     * @param openTransfers the transfers that took from it or gave to it and are not yet completed or failed here
     */
    record Active(Optional<Personal> owner, Money balance, SortedSet<String> openTransfers) implements Account {

        Active withBalance(Money newBalance) {
            return new Active(owner, newBalance, openTransfers);
        }

        Active opening(String transferId) {
            var open = new TreeSet<>(openTransfers);
            open.add(transferId);
            return new Active(owner, balance, open);
        }

        Active ending(String transferId) {
            var open = new TreeSet<>(openTransfers);
            open.remove(transferId);
            return new Active(owner, balance, open);
        }

        Active withoutOwner() {
            return new Active(Optional.empty(), balance, openTransfers);
        }

        /** Whether nothing of anybody is on it or on its way over it. */
        boolean isEmpty() {
            return balance.isZero() && openTransfers.isEmpty();
        }

        boolean takesPartIn(String transferId) {
            return openTransfers.contains(transferId);
        }
    }

    record Closed(Optional<Personal> owner) implements Account {}
}
