package bank.order;

import bank.es.Event;
import bank.money.Money;

/** What can happen to an order. */
public sealed interface OrderEvent extends Event {

    record OrderCreated(long userId) implements OrderEvent {}

    record LineAdded(long productId, int quantity, Money price) implements OrderEvent {}

    record StatusChanged(OrderStatus status) implements OrderEvent {}

    record OrderDiscarded() implements OrderEvent {}
}
