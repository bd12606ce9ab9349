package bank.person;

import bank.es.Rejection;

/** The rules of a person's entry, and what it says when one is broken. */
public enum PersonRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "person-not-found", "Person not found"),
    ALREADY_EXISTS(Kind.ALREADY_EXISTS, "already-exists", "Person already exists"),
    IS_FORGOTTEN(Kind.RULE, "person-forgotten", "Person is forgotten");

    private final Reason reason;

    PersonRule(Kind kind, String code, String sentence) {
        reason = new Reason(kind, code, sentence);
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
