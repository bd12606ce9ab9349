package bank.processor;

/** The local store failed: its disk, most likely. */
final class StoreException extends RuntimeException {

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
