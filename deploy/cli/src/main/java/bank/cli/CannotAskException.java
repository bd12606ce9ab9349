package bank.cli;

/** Nobody answered, or not as a bank does; the message is the sentence for the person. */
final class CannotAskException extends RuntimeException {

    CannotAskException(String sentence) {
        super(sentence);
    }

    CannotAskException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
