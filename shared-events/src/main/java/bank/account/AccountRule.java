package bank.account;

import bank.es.Rejection;
import bank.money.Money;

/** The rules of an account, and what it says when one is broken. */
public enum AccountRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "account-not-found", "Account not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Account already exists"),
    AMOUNT_NOT_POSITIVE(Kind.RULE, "amount-not-positive", "Amount must be positive"),
    NEGATIVE_BALANCE(Kind.RULE, "initial-balance-negative", "Initial balance must not be negative"),
    NOT_ACTIVE(Kind.RULE, "account-not-active", "Account is not active"),
    INSUFFICIENT_FUNDS(Kind.RULE, "insufficient-funds", "Insufficient funds"),
    BALANCE_NOT_ZERO(Kind.RULE, "balance-not-zero", "Account balance must be zero to close"),
    PENDING_TRANSFER(Kind.RULE, "pending-transfer", "Account has a pending transfer"),
    DISCARDED(Kind.RULE, "discarded", "An operator discarded the command");

    private final Reason reason;

    AccountRule(Kind kind, String code, String sentence) {
        reason = new Reason(kind, code, sentence);
    }

    @Override
    public Reason reason() {
        return reason;
    }

    /** A transfer's source that is too poor says by how much. */
    public record InsufficientBalance(Money balance, Money amount) implements Rejection {

        @Override
        public Reason reason() {
            return new Reason(
                    Kind.RULE, INSUFFICIENT_FUNDS.code(), "Insufficient balance: " + balance + " < " + amount);
        }
    }
}
