package bank.order;

import java.util.Locale;

/** How far an order has come. It may go from any to any other. */
public enum OrderStatus {
    NEW,
    PAID,
    CONFIRMED,
    SHIPPED;

    /** The word for it: {@code new}, {@code paid}, {@code confirmed}, {@code shipped}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
