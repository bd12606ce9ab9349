package bank.projection.view;

import bank.account.Account;
import bank.account.AccountEvent.MoneyDeposited;
import bank.account.AccountEvent.MoneyWithdrawn;
import bank.es.Event;
import java.math.BigDecimal;
import java.util.Optional;

/** Which events are transactions on a statement: deposits and withdrawals. An opening balance is none. */
final class Movement {

    private Movement() {}

    /** The balance that the event left, {@code after} being the state after it, if it moved money. */
    static Optional<BigDecimal> balanceAfter(Event event, Object after) {
        boolean moves = event instanceof MoneyDeposited || event instanceof MoneyWithdrawn;
        return moves && after instanceof Account.Active active
                ? Optional.of(active.balance().plain())
                : Optional.empty();
    }
}
