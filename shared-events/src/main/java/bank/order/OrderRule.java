package bank.order;

import bank.es.Rejection;

/** The rules of an order, and what it says when one is broken. */
public enum OrderRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "order-not-found", "Order not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Order already exists"),
    QUANTITY_OUT_OF_BOUNDS(
            Kind.RULE, "quantity-out-of-bounds", "Quantity must be from 1 to " + OrderRule.QUANTITY_MOST),
    PRICE_NEGATIVE(Kind.RULE, "price-negative", "Price must not be negative"),
    TOO_MANY_LINES(Kind.RULE, "too-many-lines", "An order has at most " + OrderRule.LINES_MOST + " lines");

    public static final int LINES_MOST = 1_000;
    public static final int QUANTITY_MOST = 1_000_000;

    private final Reason reason;

    OrderRule(Kind kind, String code, String sentence) {
        reason = new Reason(kind, code, sentence);
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
