package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bank.Aggregates;
import bank.order.OrderEvent;
import bank.order.OrderStatus;
import bank.person.MaritalStatus;
import bank.person.PersonEvent;
import org.junit.jupiter.api.Test;

/** An event's name means something within its aggregate type only. */
class NamesOfEventsTest {

    @Test
    void aNameIsReadAsItsTypesOwn() {
        assertThat(Aggregates.PERSON.readEvent("StatusChanged", 1, "{\"status\":\"MARRIED\"}"))
                .isEqualTo(new PersonEvent.StatusChanged(MaritalStatus.MARRIED));
        assertThat(Aggregates.ORDER.readEvent("StatusChanged", 1, "{\"status\":\"paid\"}"))
                .isEqualTo(new OrderEvent.StatusChanged(OrderStatus.PAID));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anEventOfTheSameNameIsNotTakenForTheTypesOwn() {
        AggregateType people = Aggregates.PERSON;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.typeOf(new OrderEvent.StatusChanged(OrderStatus.PAID)))
                .withMessageContaining("Not an event of person");
    }

    @Test
    void aNameThatIsUnknownIsSaidWithItsType() {
        assertThatExceptionOfType(UnknownTypeException.class)
                .isThrownBy(() -> Aggregates.ORDER.readEvent("AddressChanged", 1, "{}"))
                .withMessage("Unknown event of order: AddressChanged");
    }
}
