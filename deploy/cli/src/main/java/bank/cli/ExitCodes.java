package bank.cli;

/** What the process says to a script. */
final class ExitCodes {

    static final int WELL = 0;
    static final int NOT_SO = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int CANNOT_ASK = 3;

    private ExitCodes() {}
}
