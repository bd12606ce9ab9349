package bank.wire;

/** Somebody who waits for a saga's end: the command that he sent, and where its outcome goes. */
public record Waiter(String commandId, ReplyTo replyTo) {

    String text() {
        return commandId + " " + replyTo.text();
    }

    static Waiter parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new MalformedRecordException("Not a waiter: " + text);
        }
        return new Waiter(text.substring(0, space), ReplyTo.parse(text.substring(space + 1)));
    }
}
