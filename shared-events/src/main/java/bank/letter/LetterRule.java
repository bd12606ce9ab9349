package bank.letter;

import bank.es.Rejection;

/** The rules of what can be done about a dead letter, and what is said when one is broken. */
public enum LetterRule implements Rejection {
    NOT_FOUND(Kind.NOT_FOUND, "dead-letter-not-found", "Dead letter not found"),
    ALREADY_REPLAYED(
            "already-replayed",
            "Dead letter was replayed already; if that failed too, what failed is a dead letter of its own"),
    ALREADY_DISCARDED("already-discarded", "Dead letter was discarded already"),
    CALLER_WAS_TOLD(
            "caller-was-told", "The caller was told that the command failed, so it is not replayed; discard it"),
    CANNOT_BE_REFUSED("cannot-be-refused", "The saga cannot take a refusal of this step; replay it"),
    NEVER_A_COMMAND("never-a-command", "The record is too large or can never be a command; discard it"),
    VIEWS_HAVE_READ_ON(
            "views-have-read-on",
            "The views have read on and take a record in at its place only when they are rebuilt; rebuild them with a"
                    + " version that can read it, or discard it");

    private final Reason reason;

    LetterRule(String code, String sentence) {
        this(Kind.NOT_POSSIBLE, code, sentence);
    }

    LetterRule(Kind kind, String code, String sentence) {
        reason = new Reason(kind, code, sentence);
    }

    @Override
    public Reason reason() {
        return reason;
    }
}
