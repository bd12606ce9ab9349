package bank.person;

import bank.es.Rejection;

/** The rules of a person's entry, and what it says when one is broken. */
public enum PersonRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "person-not-found", "Person not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Person already exists"),
    IS_FORGOTTEN(Kind.RULE, "person-forgotten", "Person is forgotten");

    private final Kind kind;
    private final String code;
    private final String sentence;

    PersonRule(Kind kind, String code, String sentence) {
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
