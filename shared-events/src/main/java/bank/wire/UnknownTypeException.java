package bank.wire;

/** A record names a type that this version does not know; it is never skipped in silence. */
public final class UnknownTypeException extends RuntimeException {

    public UnknownTypeException(String message) {
        super(message);
    }
}
