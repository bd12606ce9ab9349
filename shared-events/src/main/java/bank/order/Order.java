package bank.order;

import bank.money.Money;
import java.util.List;

/** An order's state, a type per phase. */
public sealed interface Order {

    record Absent() implements Order {}

    record Placed(long userId, OrderStatus status, List<OrderLine> lines) implements Order {

        public Placed {
            lines = List.copyOf(lines);
        }

        /** What all lines cost together. */
        public Money total() {
            return lines.stream().map(OrderLine::total).reduce(Money.ZERO, Money::plus);
        }
    }

    /** Nobody finds it any more; what it was stands in its history. */
    record Discarded() implements Order {}
}
