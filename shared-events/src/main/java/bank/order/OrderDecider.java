package bank.order;

import static bank.es.Outcome.accept;
import static bank.es.Outcome.reject;
import static bank.order.OrderRule.ALREADY_EXISTS;
import static bank.order.OrderRule.LINES_MOST;
import static bank.order.OrderRule.NOT_FOUND;
import static bank.order.OrderRule.PRICE_NEGATIVE;
import static bank.order.OrderRule.QUANTITY_MOST;
import static bank.order.OrderRule.QUANTITY_OUT_OF_BOUNDS;
import static bank.order.OrderRule.TOO_MANY_LINES;

import bank.es.Decider;
import bank.es.Outcome;
import bank.order.Order.Absent;
import bank.order.Order.Discarded;
import bank.order.Order.Placed;
import bank.order.OrderCommand.AddLine;
import bank.order.OrderCommand.ChangeStatus;
import bank.order.OrderCommand.Create;
import bank.order.OrderCommand.Discard;
import bank.order.OrderEvent.LineAdded;
import bank.order.OrderEvent.OrderCreated;
import bank.order.OrderEvent.OrderDiscarded;
import bank.order.OrderEvent.StatusChanged;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of an order. Its status goes from any to any, and what is set again as it stands is an event too: an order
 * does not know the ways of the shop, and tells what it was told.
 */
public final class OrderDecider implements Decider<OrderCommand, OrderEvent, Order> {

    private record On(Order order, OrderCommand command) {}

    @Override
    public Order initial() {
        return new Absent();
    }

    @Override
    public boolean isFound(Order order) {
        return order instanceof Placed;
    }

    @Override
    public Outcome<OrderEvent> decide(Order order, OrderCommand command) {
        return switch (new On(order, command)) {
            case On(Absent _, Create(var userId)) -> accept(new OrderCreated(userId));
            case On(var _, Create _) -> reject(ALREADY_EXISTS);
            case On(Absent _, var _), On(Discarded _, var _) -> reject(NOT_FOUND);
            case On(Placed placed, AddLine line) -> add(placed, line);
            case On(Placed _, ChangeStatus(var status)) -> accept(new StatusChanged(status));
            case On(Placed _, Discard _) -> accept(new OrderDiscarded());
        };
    }

    private static Outcome<OrderEvent> add(Placed order, AddLine line) {
        if (line.quantity() < 1 || line.quantity() > QUANTITY_MOST) {
            return reject(QUANTITY_OUT_OF_BOUNDS);
        }
        if (line.price().isNegative()) {
            return reject(PRICE_NEGATIVE);
        }
        return order.lines().size() < LINES_MOST
                ? accept(new LineAdded(line.productId(), line.quantity(), line.price()))
                : reject(TOO_MANY_LINES);
    }

    private record After(Order order, OrderEvent event) {}

    @Override
    public Order evolve(Order order, OrderEvent event) {
        return switch (new After(order, event)) {
            case After(Absent _, OrderCreated(var userId)) -> new Placed(userId, OrderStatus.NEW, List.of());
            case After(Placed(var userId, var status, var lines), LineAdded(var product, var quantity, var price)) ->
                new Placed(userId, status, with(lines, new OrderLine(product, quantity, price)));
            case After(Placed(var userId, var _, var lines), StatusChanged(var status)) ->
                new Placed(userId, status, lines);
            case After(Placed _, OrderDiscarded _) -> new Discarded();
            case After(Absent _, var _), After(Discarded _, var _), After(Placed _, OrderCreated _) ->
                throw new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                        + order.getClass().getSimpleName());
        };
    }

    private static List<OrderLine> with(List<OrderLine> lines, OrderLine line) {
        List<OrderLine> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(line);
        return more;
    }
}
