package bank.wire;

/** Where the outcome of a command that came by a topic goes. */
public sealed interface ReplyTo {

    /** To a gateway whose caller waits: a partition of the reply topic, and the instance that reads it there. */
    record Gateway(int partition, String instance) implements ReplyTo {}

    /** To a saga: the key of its stream, and which step the outcome is of. */
    record ToSaga(String sagaType, String sagaKey, String step) implements ReplyTo {}

    /** To the outcome topic, where it can be asked for by the command's id. */
    record Outcomes() implements ReplyTo {}

    /** To nobody: a saga's note of an outcome has none of its own. */
    record Nobody() implements ReplyTo {}

    /** The address as a header says it. */
    default String text() {
        return switch (this) {
            case Gateway(int partition, String instance) -> "gateway " + partition + " " + instance;
            case ToSaga(String type, String key, String step) -> "saga " + type + " " + step + " " + key;
            case Outcomes() -> "outcomes";
            case Nobody() -> "nobody";
        };
    }

    /** The address that {@link #text()} wrote. */
    public static ReplyTo parse(String text) {
        // The last part may hold blanks: an instance's name is its owner's choice.
        String[] parts = text.split(" ", text.startsWith("gateway ") ? 3 : 4);
        return switch (parts[0] + "/" + parts.length) {
            case "gateway/3" -> new Gateway(Integer.parseInt(parts[1]), parts[2]);
            case "saga/4" -> new ToSaga(parts[1], parts[3], parts[2]);
            case "outcomes/1" -> new Outcomes();
            case "nobody/1" -> new Nobody();
            default -> throw new MalformedRecordException("Not a reply address: " + parts[0]);
        };
    }
}
