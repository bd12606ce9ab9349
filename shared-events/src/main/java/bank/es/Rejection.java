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
        ALREADY_EXISTS,
        /** What it is, or what became of it, does not allow it. */
        NOT_POSSIBLE
    }

    /**
     * What it says.
     *
     * @param kind what sort of refusal it is
     * @param code a stable name for programs, in kebab case
     * @param sentence one sentence for people
     */
    record Reason(Kind kind, String code, String sentence) {}

    Reason reason();

    default Kind kind() {
        return reason().kind();
    }

    default String code() {
        return reason().code();
    }

    default String sentence() {
        return reason().sentence();
    }
}
