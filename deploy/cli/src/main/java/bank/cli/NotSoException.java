package bank.cli;

/** The bank answered, and what was asked is not so; the message is the sentence for the person. */
final class NotSoException extends RuntimeException {

    NotSoException(String sentence) {
        super(sentence);
    }
}
