package bank.order;

import bank.es.Command;
import bank.money.Money;

/** What can be asked of an order. */
public sealed interface OrderCommand extends Command {

    record Create(long userId) implements OrderCommand {}

    record AddLine(long productId, int quantity, Money price) implements OrderCommand {}

    record ChangeStatus(OrderStatus status) implements OrderCommand {}

    record Discard() implements OrderCommand {}
}
