package bank.personal;

/** The subject is forgotten: it has no key any more and never gets one again. */
public final class ForgottenException extends RuntimeException {

    ForgottenException() {
        super("The subject is forgotten");
    }
}
