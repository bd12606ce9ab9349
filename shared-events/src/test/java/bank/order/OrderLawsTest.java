package bank.order;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.kit.Gen;
import bank.kit.Histories;
import bank.kit.Seeded;
import bank.money.Money;
import bank.order.Order.Placed;
import bank.order.OrderCommand.AddLine;
import bank.order.OrderCommand.ChangeStatus;
import bank.order.OrderCommand.Create;
import bank.order.OrderCommand.Discard;
import bank.order.OrderEvent.LineAdded;
import java.math.BigDecimal;
import java.util.List;

/** What holds of an order whatever it is asked, in whatever order. */
class OrderLawsTest {

    private final Histories<OrderCommand, OrderEvent, Order> orders =
            new Histories<>(Aggregates.ORDER, OrderLawsTest::command);

    @Seeded
    void theTotalIsTheSumOfTheLinesThatWereAdded(Gen gen) {
        BigDecimal expected = BigDecimal.ZERO;
        for (var step : orders.any(gen)) {
            if (step.event() instanceof LineAdded(var _, var quantity, var price)) {
                expected = expected.add(price.amount().multiply(BigDecimal.valueOf(quantity)));
            }
            if (step.after() instanceof Placed placed) {
                assertThat(placed.total().amount()).isEqualByComparingTo(expected);
            }
        }
    }

    @Seeded
    void whatIsStoredOfAnOrderIsEnough(Gen gen) {
        orders.checkStored(gen);
    }

    private static OrderCommand command(Gen gen) {
        return switch (gen.between(0, 9)) {
            case 0 -> new Create(gen.number());
            case 1, 2 -> new ChangeStatus(gen.pick(List.of(OrderStatus.values())));
            case 3 -> gen.onceIn(20) ? new Discard() : new Create(1);
            case 4 -> new AddLine(gen.number(), gen.between(-5, 5), gen.hugeAmount());
            default -> new AddLine(gen.number(), gen.between(1, OrderRule.QUANTITY_MOST), price(gen));
        };
    }

    /** Sometimes less than nothing. */
    private static Money price(Gen gen) {
        return gen.amount(100).minus(Money.of(gen.onceIn(5) ? 100 : 0));
    }
}
