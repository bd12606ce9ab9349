package bank.http;

/** The problems that HTTP itself brings about; those of the aggregates' rules carry the rule's own code. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "malformed-request", "The request is not of its form"),
    PATH_NOT_FOUND(404, "path-not-found", "There is no such path"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not take this method"),
    CONCURRENCY_CONFLICT(409, "concurrency-conflict", "The aggregate has another version"),
    PRECONDITION_FAILED(412, "concurrency-conflict", "The aggregate has another version"),
    CONTENT_TOO_LARGE(413, "content-too-large", "The body is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The path and query are too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be JSON"),
    KEY_REUSED(422, "idempotency-key-reused", "The Idempotency-Key came before with another request"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large"),
    INTERNAL_ERROR(500, "internal-error", "A defect on our side"),
    UNAVAILABLE(503, "unavailable", "Not available at the moment"),
    OUTCOME_UNKNOWN(504, "outcome-unknown", "The outcome is not known yet");

    private final int status;
    private final String code;
    private final String title;

    ProblemType(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    /** A problem of this type; {@code error} is a short sentence for people, {@code detail} says more. */
    public Problem because(String error, String detail) {
        return Problem.of(status, code, title, error, detail);
    }

    /** A problem of which there is no more to say than one sentence. */
    public Problem because(String error) {
        return because(error, error);
    }
}
