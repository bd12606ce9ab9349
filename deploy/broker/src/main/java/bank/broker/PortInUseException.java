package bank.broker;

/** The broker's port cannot be had. */
public final class PortInUseException extends RuntimeException {

    PortInUseException(int port, Throwable cause) {
        super("Port " + port + " is in use", cause);
    }
}
