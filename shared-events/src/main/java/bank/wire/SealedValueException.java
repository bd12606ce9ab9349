package bank.wire;

/** A sealed value does not open: it was damaged, stood elsewhere, or its key is not there. */
public final class SealedValueException extends MalformedRecordException {

    public SealedValueException(String message) {
        super(message);
    }

    public SealedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
