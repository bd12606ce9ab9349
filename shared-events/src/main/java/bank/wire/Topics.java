package bank.wire;

/** The names of the topics, {@code TYPE} being an aggregate type's name. */
public record Topics(String prefix) {

    public static Topics from(Environment environment) {
        return new Topics(environment.name(Setting.TOPIC_PREFIX));
    }

    public String commands(String type) {
        return prefix + "." + type + ".commands";
    }

    public String events(String type) {
        return prefix + "." + type + ".events";
    }

    /** Compacted: the state of each aggregate, and the idempotency records. */
    public String snapshots(String type) {
        return prefix + "." + type + ".snapshots";
    }

    /** What became of commands whose callers wait at a gateway. */
    public String replies() {
        return prefix + ".replies";
    }

    /** What became of commands that nobody waits for. */
    public String outcomes() {
        return prefix + ".outcomes";
    }

    public String deadLetters() {
        return prefix + ".dead-letters";
    }

    /** Which generation of the views is live, and which is being built. */
    public String projections() {
        return prefix + ".projections";
    }

    /** Compacted: the wrapped keys of personal data. */
    public String subjectKeys() {
        return prefix + ".subject-keys";
    }
}
