package bank.es;

/** Why a command was refused, as data: an enum for each aggregate holds its rules' sentences. */
public interface Rejection {

    /** What sort of refusal it is; the HTTP status follows from it. */
    enum Kind {
        /** A business rule says no. */
        RULE,
        /** There is no such aggregate. */
        NOT_FOUND,
        /** There is one already. */
        ALREADY_EXISTS
    }

    Kind kind();

    /** A stable name for programs, in kebab case. */
    String code();

    /** One sentence for people. */
    String sentence();
}
