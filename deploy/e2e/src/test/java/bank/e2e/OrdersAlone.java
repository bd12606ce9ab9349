package bank.e2e;

import bank.Aggregates;
import bank.command.order.OrderRoutes;
import bank.projection.order.OrderQueries;
import bank.standalone.Definition;
import bank.wire.Domain;
import java.util.List;

/** A system without a bank: no accounts, and no sagas at all. */
public final class OrdersAlone {

    private OrdersAlone() {}

    public static void main(String[] arguments) {
        new Definition(Domain.of(Aggregates.ORDER), List.of(new OrderRoutes()), List.of(OrderQueries::of))
                .run(arguments);
    }
}
