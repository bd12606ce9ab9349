package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import bank.Aggregates;
import bank.order.OrderDecider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

    private final Domain orders = Domain.of(Aggregates.ORDER);

    @Test
    void aDomainGrowsBesideTheOneItIsMadeOf() {
        Domain more = orders.with(Aggregates.TRANSFER);

        assertThat(more.names()).containsExactly("order", "letter", "transfer");
        assertThat(more.sagas()).containsExactly(Aggregates.TRANSFER);
        assertThat(more.withoutSagas()).containsExactly(Aggregates.ORDER, Domain.LETTER);
        assertThat(orders.names()).containsExactly("order", "letter");
    }

    @Test
    void aTypeThatItDoesNotHaveIsNamed() {
        assertThatExceptionOfType(UnknownTypeException.class)
                .isThrownBy(() -> orders.named("person"))
                .withMessage("Unknown aggregate type: person");
    }

    @Test
    void twoTypesOfOneNameAreRefused() {
        assertThatIllegalStateException().isThrownBy(() -> orders.with(Aggregates.ORDER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Order", "order line", "order-line", "order2", "order.line", "örder"})
    void aTypesNameIsAWord(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AggregateType<>(name, new OrderDecider(), List.of(), List.of(), List.of()));
    }
}
