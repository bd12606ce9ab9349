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
    PENDING_TRANSFER(Kind.RULE, "pending-transfer", "Account has a pending transfer");

    private final Kind kind;
    private final String code;
    private final String sentence;

    AccountRule(Kind kind, String code, String sentence) {
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

    /** A transfer's source that is too poor says by how much. */
    public record InsufficientBalance(Money balance, Money amount) implements Rejection {

        @Override
        public Kind kind() {
            return Kind.RULE;
        }

        @Override
        public String code() {
            return INSUFFICIENT_FUNDS.code;
        }

        @Override
        public String sentence() {
            return "Insufficient balance: " + balance + " < " + amount;
        }
    }
}
