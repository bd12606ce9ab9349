package bank.order;

import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Outcome;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.money.Money;
import bank.order.Order.Placed;
import bank.order.OrderCommand.AddLine;
import bank.order.OrderCommand.ChangeStatus;
import bank.order.OrderCommand.Create;
import bank.order.OrderCommand.Discard;
import bank.order.OrderEvent.LineAdded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What holds of an order whatever it is asked, in whatever order. */
class OrderLawsTest {

    private static final int COMMANDS = 200;

    private final OrderDecider decider = new OrderDecider();

    @Seeded
    void theTotalIsTheSumOfTheLinesThatWereAdded(Gen gen) {
        Order order = decider.initial();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < COMMANDS; i++) {
            for (OrderEvent event : decided(order, command(gen))) {
                order = decider.evolve(order, event);
                if (event instanceof LineAdded(var _, var quantity, var price)) {
                    expected = expected.add(price.amount().multiply(BigDecimal.valueOf(quantity)));
                }
            }
            if (order instanceof Placed placed) {
                assertThat(placed.total().amount()).isEqualByComparingTo(expected);
            }
        }
    }

    @Seeded
    void whatIsDecidedIsWhatItsEventsFoldInto(Gen gen) {
        Order order = decider.initial();
        List<OrderEvent> history = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            for (OrderEvent event : decided(order, command(gen))) {
                order = decider.evolve(order, event);
                history.add(event);
            }
        }
        Order folded = decider.initial();
        for (OrderEvent event : history) {
            folded = decider.evolve(folded, event);
        }
        assertThat(folded).isEqualTo(order);
    }

    private List<OrderEvent> decided(Order order, OrderCommand command) {
        return decider.decide(order, command) instanceof Outcome.Accepted<OrderEvent>(var events) ? events : List.of();
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
