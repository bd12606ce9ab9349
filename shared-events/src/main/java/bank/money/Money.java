package bank.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An exact amount with two decimals. Never a binary float, never rounded. */
public record Money(BigDecimal amount) implements Comparable<Money> {

    public static final Money ZERO = new Money(BigDecimal.ZERO);

    private static final int SCALE = 2;
    private static final int DIGITS = 1000;

    /** Takes any number of at most two decimals; throws ArithmeticException for more. */
    public Money {
        // 1e999999999 is short to write, but would fill the memory with its digits.
        if (amount.precision() > DIGITS || Math.abs((long) amount.scale()) > DIGITS) {
            throw new ArithmeticException("More than " + DIGITS + " digits");
        }
        amount = amount.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    public static Money of(String amount) {
        return new Money(new BigDecimal(amount));
    }

    public static Money of(long units) {
        return new Money(BigDecimal.valueOf(units));
    }

    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)));
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public boolean isLessThan(Money other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    /** As many decimals as it needs: {@code 1250}, {@code 0.5}, {@code 99.99}. */
    @Override
    public String toString() {
        return plain().toPlainString();
    }

    /** The amount without trailing zeros, as it is written in JSON. */
    public BigDecimal plain() {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
