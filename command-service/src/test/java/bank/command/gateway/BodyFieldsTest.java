package bank.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bank.money.Money;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFieldsTest extends FieldsFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0.01",
                "\"1\"",
                "\"0.5\"",
                "12.50",
                "1e2",
                "1E+13",
                "10000000000000",
                "\"10000000000000.00\"",
                "1.5e1"
            })
    void anAmountIsANumberOrADecimalText(String amount) {
        Money money = fields("{\"amount\":" + amount + "}").positiveAmount("amount");

        assertThat(money.isPositive()).isTrue();
        assertThat(named()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.000", "1e-3", "\"1.234\"", "0e-999999999", "1.0000000000000000000001"})
    void moreThanTwoDecimalsAreAFault(String amount) {
        fields("{\"amount\":" + amount + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount It must have at most two decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000000000.01", "10000000000001", "1e14", "1e999999999", "-1e999999999"})
    void moreThanTheMostIsAFault(String amount) {
        fields("{\"amount\":" + amount + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount It must be at most 10000000000000");
    }

    @Test
    void fourHundredDigitsAreAFault() {
        fields("{\"amount\":" + "9".repeat(400) + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount It must be at most 10000000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"-0.01\"", "0.00", "-0"})
    void anAmountThatMovesIsPositive(String amount) {
        fields("{\"amount\":" + amount + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount Amount must be positive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"1e2\"",
                "\" 1\"",
                "\"+1\"",
                "\".5\"",
                "\"1.\"",
                "\"0x10\"",
                "\"1,5\"",
                "\"٣\"",
                "null",
                "true",
                "[1]",
                "{\"a\":1}"
            })
    void whatIsNoNumberIsAFault(String amount) {
        fields("{\"amount\":" + amount + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount It must be a number, or a text that is a decimal number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"amount\":NaN}",
                "{\"amount\":01}",
                "{\"amount\":+1}",
                "{\"amount\":.5}",
                "{'amount':1}",
                "{\"amount\":1,}",
                "{\"amount\":1} x",
                "\u0000",
                "{\"amount\" 1}",
                "{\"amount\":\"\n\"}"
            })
    void aBodyThatIsNoJsonIsOneFault(String body) {
        BodyFields fields = fields(body);
        fields.positiveAmount("amount");
        fields.checkRest();

        assertThat(named()).containsExactly(" The body is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
    void aBodyThatIsNoObjectIsOneFault(String body) {
        fields(body).positiveAmount("amount");

        assertThat(named()).containsExactly(" The body must be a JSON object");
    }

    @Test
    void somethingBehindTheObjectIsAFault() {
        fields("{\"amount\":1}{}").positiveAmount("amount");

        assertThat(named()).containsExactly(" There is more behind the JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999999", "-1e99999999999999", "1e-99999999999999"})
    void aNumberWithAnExponentBeyondAllNumbersIsAFaultOfItsField(String number) {
        fields("{\"amount\":" + number + "}").positiveAmount("amount");

        assertThat(named()).containsExactly("/amount It must be a number, or a text that is a decimal number");
    }

    @Test
    void aNumberOfAMillionDigitsIsNoJsonToUs() {
        fields("{\"amount\":" + "9".repeat(60_000) + "}").positiveAmount("amount");

        assertThat(named()).containsExactly(" The body is not valid JSON");
    }

    @Test
    void everyMissingDoubledAndUnknownFieldIsNamed() {
        BodyFields fields = fields("{\"b\":1,\"b\":2,\"a/~b\":[{\"x\":[]}],\"version\":-1}");
        fields.text("owner", 10);
        fields.id("account");
        fields.positiveAmount("amount");
        fields.version("version");
        fields.checkRest();

        assertThat(named())
                .containsExactly(
                        "/b It is there twice",
                        "/owner It is missing",
                        "/account It is missing",
                        "/amount It is missing",
                        "/version It must be a whole number, 0 or more",
                        "/b There is no such field",
                        "/a~1~0b There is no such field");
    }

    @Test
    void anEmptyBodyHasNoFields() {
        BodyFields fields = fields("");

        assertThat(fields.optionalAmount("initial_balance")).isEmpty();
        fields.checkRest();
        assertThat(named()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \\t\"", "1", "null", "[\"a\"]", "\"12345678901\""})
    void aTextIsNeitherEmptyNorTooLongNorSomethingElse(String owner) {
        fields("{\"owner\":" + owner + "}").text("owner", 10);

        assertThat(named()).hasSize(1).allMatch(fault -> fault.startsWith("/owner "));
    }

    @Test
    void aTextIsCountedInCharactersAsPeopleDo() {
        assertThat(fields("{\"owner\":\"😀😀\"}").text("owner", 2)).isEqualTo("😀😀");
        assertThat(named()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"-a\"", "\"a b\"", "\"ä\"", "1", "\"a.b\""})
    void anIdIsOfItsForm(String id) {
        fields("{\"id\":" + id + "}").id("id");

        assertThat(named()).hasSize(1).allMatch(fault -> fault.startsWith("/id It must be an id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"1\"", "1e30", "null", "1e999999999", "9223372036854775808"})
    void aVersionIsAWholeNumber(String version) {
        assertThat(fields("{\"version\":" + version + "}").version("version")).isEmpty();

        assertThat(named()).containsExactly("/version It must be a whole number, 0 or more");
    }

    @Test
    void aVersionIsRead() {
        assertThat(fields("{\"version\":3}").version("version")).isEqualTo(OptionalLong.of(3));
    }
}
