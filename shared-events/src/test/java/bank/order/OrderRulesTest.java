package bank.order;

import static bank.kit.OrderWords.add;
import static bank.kit.OrderWords.added;
import static bank.kit.OrderWords.changeTo;
import static bank.kit.OrderWords.changedTo;
import static bank.kit.OrderWords.createFor;
import static bank.kit.OrderWords.created;
import static bank.kit.OrderWords.discard;
import static bank.kit.OrderWords.discarded;
import static bank.kit.OrderWords.line;
import static bank.order.OrderStatus.CONFIRMED;
import static bank.order.OrderStatus.NEW;
import static bank.order.OrderStatus.PAID;
import static bank.order.OrderStatus.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.GivenWhenThen;
import bank.money.Money;
import bank.order.Order.Discarded;
import bank.order.Order.Placed;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRulesTest {

    private final GivenWhenThen<OrderCommand, OrderEvent, Order> order = new GivenWhenThen<>(new OrderDecider());

    /** The story that the second seed tells. */
    @Test
    void anOrderIsNewAndThenGoesFromAnyStatusToAny() {
        order.given().when(createFor(1)).then(created(1)).thenIs(new Placed(1, NEW, List.of()));
        order.given(created(1)).when(changeTo(CONFIRMED)).then(changedTo(CONFIRMED));
        order.given(created(1), changedTo(CONFIRMED)).when(changeTo(PAID)).then(changedTo(PAID));
        order.given(created(1), changedTo(CONFIRMED), changedTo(PAID), changedTo(SHIPPED))
                .isNow(new Placed(1, SHIPPED, List.of()));
        order.given(created(1), changedTo(SHIPPED)).when(changeTo(NEW)).then(changedTo(NEW));
    }

    @ParameterizedTest
    @EnumSource
    void aStatusThatIsSetAgainIsAnEventToo(OrderStatus status) {
        order.given(created(1), changedTo(status)).when(changeTo(status)).then(changedTo(status));
    }

    @Test
    void linesComeInTheirOrderAlsoThoseOfTheSameProduct() {
        order.given(created(1), added(512, 1, "0.01"))
                .when(add(512, 3, "56.66"))
                .then(added(512, 3, "56.66"))
                .thenIs(new Placed(1, NEW, List.of(line(512, 1, "0.01"), line(512, 3, "56.66"))));
        order.given(created(1), changedTo(SHIPPED)).when(add(1, 1, "0")).then(added(1, 1, "0"));
    }

    @Test
    void theTotalIsExact() {
        var placed =
                new Placed(1, NEW, List.of(line(1, 3, "0.1"), line(2, 1_000_000, "10000000000000"), line(3, 7, "0")));
        assertThat(placed.total()).isEqualTo(Money.of("10000000000000000000.3"));
        assertThat(new Placed(1, NEW, List.of()).total()).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
    void aLineHasASensibleQuantity(int quantity) {
        order.given(created(1)).when(add(1, quantity, "1")).thenRefused("Quantity must be from 1 to 1000000");
    }

    @Test
    void aPriceIsNotNegative() {
        order.given(created(1)).when(add(1, 1, "-0.01")).thenRefused("Price must not be negative");
    }

    @Test
    void anOrderHasAtMostSoManyLines() {
        OrderEvent[] almost = withLines(OrderRule.LINES_MOST - 1);
        order.given(almost).when(add(1, 1, "1")).then(added(1, 1, "1"));
        order.given(withLines(OrderRule.LINES_MOST))
                .when(add(1, 1, "1"))
                .thenRefused("An order has at most 1000 lines");
        order.given(withLines(OrderRule.LINES_MOST)).when(changeTo(PAID)).then(changedTo(PAID));
    }

    private static OrderEvent[] withLines(int lines) {
        Stream<OrderEvent> added = IntStream.range(0, lines).mapToObj(_ -> added(1, 1, "1"));
        return Stream.concat(Stream.<OrderEvent>of(created(1)), added).toArray(OrderEvent[]::new);
    }

    @Test
    void anOrderThatIsDiscardedIsNotFound() {
        var gone = order.given(created(1), added(1, 1, "1"), discarded());
        gone.isNow(new Discarded());
        List.of(add(1, 1, "1"), changeTo(PAID), discard())
                .forEach(command -> gone.when(command).thenRefused("Order not found"));
        assertThat(new OrderDecider().isFound(new Discarded())).isFalse();
        assertThat(new OrderDecider().isFound(new Placed(1, NEW, List.of()))).isTrue();
    }

    @Test
    void anOrderIsCreatedOnceAlsoAfterItsEnd() {
        order.given(created(1)).when(createFor(2)).thenRefused(OrderRule.ALREADY_EXISTS);
        order.given(created(1), discarded()).when(createFor(1)).thenRefused(OrderRule.ALREADY_EXISTS);
    }

    @Test
    void whatWasNeverCreatedIsNotFound() {
        List.of(add(1, 1, "1"), changeTo(PAID), discard())
                .forEach(command -> order.given().when(command).thenRefused(OrderRule.NOT_FOUND));
    }

    @Test
    void nothingComesBeforeTheCreationOrAfterTheEnd() {
        List<OrderEvent> later = List.of(added(1, 1, "1"), changedTo(PAID), discarded());
        later.forEach(event -> order.given().cannotBeFollowedBy(event));
        later.forEach(event -> order.given(created(1), discarded()).cannotBeFollowedBy(event));
        order.given(created(1)).cannotBeFollowedBy(created(1));
        order.given(created(1), discarded()).cannotBeFollowedBy(created(1));
    }
}
