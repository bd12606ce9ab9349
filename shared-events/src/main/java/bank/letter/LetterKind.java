package bank.letter;

/** What a dead letter is of, which says what can be done about it. */
public enum LetterKind {
    /** A caller's command on which a rule failed; he was told so. */
    CALLERS_COMMAND("callers-command"),
    /** A command of a saga that waits for its outcome, which may be a refusal. */
    SAGAS_COMMAND("sagas-command"),
    /** A command of a saga, or an outcome for it, where the saga cannot take a refusal. */
    SAGAS_DUTY("sagas-duty"),
    /** A record on a topic of commands that could not be read, or stood in the wrong partition. */
    COMMAND_RECORD("command-record"),
    /** A record on a topic of commands that can never be one. */
    NO_COMMAND("no-command"),
    /** A record that a view could not take in. */
    VIEWED_RECORD("viewed-record");

    private final String word;

    LetterKind(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
