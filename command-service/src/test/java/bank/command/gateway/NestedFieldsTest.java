package bank.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bank.order.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects within a body, and the words and whole numbers in them. */
class NestedFieldsTest extends FieldsFixture {

    @Test
    void theFieldsOfAnObjectAreReadAsThoseOfTheBody() {
        BodyFields fields = fields("{\"name\":{\"firstname\":\"Ada\",\"age\":36},\"status\":\"paid\"}");
        BodyFields name = fields.object("name");

        assertThat(name.text("firstname", 10)).isEqualTo("Ada");
        assertThat(name.number("age")).isEqualTo(36);
        assertThat(fields.word("status", OrderStatus.class)).isEqualTo(OrderStatus.PAID);
        fields.checkRest();
        assertThat(named()).isEmpty();
    }

    @Test
    void aFaultWithinSaysWhereItIs() {
        BodyFields fields = fields("{\"name\":{\"firstname\":\"\",\"x/y\":1,\"z\":{\"z\":1,\"z\":2}},\"more\":{}}");
        BodyFields name = fields.object("name");
        name.text("firstname", 10);
        name.text("lastname", 10);
        fields.checkRest();

        assertThat(named())
                .containsExactly(
                        "/name/z/z It is there twice",
                        "/name/firstname It must not be empty",
                        "/name/lastname It is missing",
                        "/more There is no such field",
                        "/name/x~1y There is no such field",
                        "/name/z There is no such field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"Ada\"", "[]", "null", "true"})
    void whatIsNoObjectIsOneFaultAndNotThatOfItsFields(String name) {
        fields("{\"name\":" + name + "}").object("name").text("firstname", 10);

        assertThat(named()).containsExactly("/name It must be an object");
    }

    @Test
    void anObjectThatIsMissingIsOneFault() {
        fields("{}").object("name").text("firstname", 10);

        assertThat(named()).containsExactly("/name It is missing");
    }

    @Test
    void aThousandObjectsInOneAnotherAreJustNotAField() {
        BodyFields fields = fields("{\"a\":".repeat(900) + "1" + "}".repeat(900));
        fields.checkRest();

        assertThat(named()).containsExactly("/a There is no such field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1.0", "\"1\"", "9007199254740992", "1e400", "1e999999999", "null", "{}"})
    void aNumberIsWholeAndWithinItsBounds(String number) {
        fields("{\"user_id\":" + number + "}").number("user_id");

        assertThat(named()).containsExactly("/user_id It must be a whole number from 0 to 9007199254740991");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PAID\"", "\"\"", "1", "null", "\"Paid \""})
    void aWordIsOneOfThoseThereAre(String word) {
        fields("{\"status\":" + word + "}").word("status", OrderStatus.class);

        assertThat(named()).containsExactly("/status It must be one of new, paid, confirmed, shipped");
    }
}
