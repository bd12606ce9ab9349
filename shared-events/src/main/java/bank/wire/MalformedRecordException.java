package bank.wire;

/** A record on a topic is not of the form that it should have. */
public sealed class MalformedRecordException extends RuntimeException permits SealedValueException {

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
