package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.account.AccountCommand.Deposit;
import bank.money.Money;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({"1250.00, 1250", "0.50, 0.5", "99.99, 99.99", "1000000, 1000000", "0, 0", "-3.10, -3.1"})
    void anAmountHasAsManyDecimalsAsItNeeds(String amount, String json) {
        assertThat(Json.write(new Deposit(Money.of(amount)))).isEqualTo("{\"amount\":" + json + "}");
    }

    @Test
    void anAmountIsExactWhateverItsSize() {
        String digits = "9".repeat(400) + ".01";
        assertThat(Json.read("{\"amount\":" + digits + "}", Deposit.class)).isEqualTo(new Deposit(Money.of(digits)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":1,\"amount\":2}",
                "{\"amount\":1,\"other\":2}",
                "{\"amount\":1} {}",
                "{\"amount\":\"one\"}",
                "{\"amount\":NaN}",
                "{'amount':1}"
            })
    void whatIsNotOurJsonIsNotRead(String json) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Json.read(json, Deposit.class));
    }
}
