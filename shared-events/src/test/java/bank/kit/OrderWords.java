package bank.kit;

import bank.money.Money;
import bank.order.OrderCommand.AddLine;
import bank.order.OrderCommand.ChangeStatus;
import bank.order.OrderCommand.Create;
import bank.order.OrderCommand.Discard;
import bank.order.OrderEvent.LineAdded;
import bank.order.OrderEvent.OrderCreated;
import bank.order.OrderEvent.OrderDiscarded;
import bank.order.OrderEvent.StatusChanged;
import bank.order.OrderLine;
import bank.order.OrderStatus;

/** Orders in the words of the tests. */
public final class OrderWords {

    private OrderWords() {}

    public static Create createFor(long userId) {
        return new Create(userId);
    }

    public static AddLine add(long productId, int quantity, String price) {
        return new AddLine(productId, quantity, Money.of(price));
    }

    public static ChangeStatus changeTo(OrderStatus status) {
        return new ChangeStatus(status);
    }

    public static Discard discard() {
        return new Discard();
    }

    public static OrderCreated created(long userId) {
        return new OrderCreated(userId);
    }

    public static LineAdded added(long productId, int quantity, String price) {
        return new LineAdded(productId, quantity, Money.of(price));
    }

    public static StatusChanged changedTo(OrderStatus status) {
        return new StatusChanged(status);
    }

    public static OrderDiscarded discarded() {
        return new OrderDiscarded();
    }

    public static OrderLine line(long productId, int quantity, String price) {
        return new OrderLine(productId, quantity, Money.of(price));
    }
}
