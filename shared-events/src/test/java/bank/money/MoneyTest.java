package bank.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.kit.Gen;
import bank.kit.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void theSameAmountIsEqualHoweverItIsWritten() {
        assertThat(Money.of("1.5")).isEqualTo(Money.of("1.50")).hasToString("1.5");
        assertThat(Money.of("1E+3")).isEqualTo(Money.of(1000)).hasToString("1000");
    }

    @Test
    void threeDecimalsAreNeverRounded() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.of("0.001"));
    }

    /** Short to write, but more digits than there is memory. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e1001"})
    void aNumberOfABillionDigitsIsRefusedAtOnce(String amount) {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.of(amount));
    }

    @Seeded
    void whatIsAddedAndTakenAwayLeavesNothing(Gen gen) {
        Money one = gen.hugeAmount();
        Money other = gen.hugeAmount();
        assertThat(one.plus(other).minus(one)).isEqualTo(other);
        assertThat(one.minus(one).isZero()).isTrue();
        assertThat(one.isLessThan(other)).isEqualTo(other.minus(one).isPositive());
    }
}
