package bank.transfer;

import bank.es.Rejection;

/** The rules of a transfer, and what it says when one is broken. */
public enum TransferRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "saga-not-found", "Saga not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Saga already exists"),
    AMOUNT_NOT_POSITIVE(Kind.RULE, "amount-not-positive", "Amount must be positive"),
    SAME_ACCOUNT(Kind.RULE, "same-account", "Cannot transfer to the same account"),
    ENDED(Kind.RULE, "saga-ended", "Saga has ended");

    private final Reason reason;

    TransferRule(Kind kind, String code, String sentence) {
        reason = new Reason(kind, code, sentence);
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
