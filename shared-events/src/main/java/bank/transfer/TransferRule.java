package bank.transfer;

import bank.es.Rejection;

/** The rules of a transfer, and what it says when one is broken. */
public enum TransferRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "saga-not-found", "Saga not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Saga already exists"),
    AMOUNT_NOT_POSITIVE(Kind.RULE, "amount-not-positive", "Amount must be positive"),
    SAME_ACCOUNT(Kind.RULE, "same-account", "Cannot transfer to the same account"),
    ENDED(Kind.RULE, "saga-ended", "Saga has ended");

    private final Kind kind;
    private final String code;
    private final String sentence;

    TransferRule(Kind kind, String code, String sentence) {
        this.kind = kind;
        this.code = code;
        this.sentence = sentence;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
