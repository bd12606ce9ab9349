package bank.command.order;

import bank.Aggregates;
import bank.command.gateway.AggregateCommands;
import bank.command.gateway.Call;
import bank.command.gateway.CommandRoutes;
import bank.command.gateway.Gateway;
import bank.command.gateway.Resource;
import bank.command.gateway.Wish;
import bank.money.Money;
import bank.order.OrderCommand.AddLine;
import bank.order.OrderCommand.ChangeStatus;
import bank.order.OrderCommand.Create;
import bank.order.OrderCommand.Discard;
import bank.order.OrderRule;
import bank.order.OrderStatus;
import bank.personal.SubjectKeys;
import io.vertx.ext.web.Router;

/** The commands on orders by HTTP. */
public final class OrderRoutes implements CommandRoutes {

    private static final Resource ORDERS =
            new Resource(Aggregates.ORDER, "orders", "order_id", "ord-", OrderRule.NOT_FOUND);
    private static final String USER = "user_id";
    private static final String PRODUCT = "product_id";
    private static final String QUANTITY = "quantity";
    private static final String PRICE = "price";
    private static final String STATUS = "status";

    @Override
    public void mount(Router router, Gateway gateway, SubjectKeys keys) {
        var orders = new AggregateCommands(gateway, keys, ORDERS);
        String path = ORDERS.path();
        router.post(path + "/:id/lines").handler(orders.command(OrderRoutes::addLine));
        router.post(path + "/:id/status").handler(orders.command(OrderRoutes::changeStatus));
        router.post(path + "/:id/discard")
                .handler(orders.command(call -> new Wish.Plain(call.canonical("discard"), new Discard())));
        router.post(path).handler(orders.creation(OrderRoutes::create));
    }

    private static Wish create(Call call) {
        long user = call.fields().number(USER);
        return new Wish.Plain(call.canonical("create").add(USER, Long.toString(user)), new Create(user));
    }

    private static Wish addLine(Call call) {
        long product = call.fields().number(PRODUCT);
        int quantity = (int) call.fields().number(QUANTITY, 1, OrderRule.QUANTITY_MOST);
        Money price = call.fields().amountNotNegative(PRICE);
        return new Wish.Plain(
                call.canonical("line")
                        .add(PRODUCT, Long.toString(product))
                        .add(QUANTITY, Integer.toString(quantity))
                        .add(PRICE, price.toString()),
                new AddLine(product, quantity, price));
    }

    private static Wish changeStatus(Call call) {
        OrderStatus status = call.fields().word(STATUS, OrderStatus.class);
        return new Wish.Plain(call.canonical(STATUS).add(STATUS, status.toString()), new ChangeStatus(status));
    }
}
