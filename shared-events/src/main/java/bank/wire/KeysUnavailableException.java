package bank.wire;

/** Whether a sealed value opens cannot be told, as the keys cannot be read. It says nothing against the value. */
public final class KeysUnavailableException extends RuntimeException {

    public KeysUnavailableException(Throwable cause) {
        super("The keys of content cannot be read", cause);
    }
}
