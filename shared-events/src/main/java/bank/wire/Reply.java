package bank.wire;

import bank.es.Envelope;
import bank.es.Rejection;
import java.util.List;

/** What the caller of a command hears. */
public sealed interface Reply {

    /**
     * It took effect.
     *
     * @param events its events, none where a repeat changed nothing
     * @param after the aggregate as the command left it
     * @param replayed whether this is the answer to an earlier copy of the command
     */
    record Accepted(List<Envelope> events, Snapshot after, boolean replayed) implements Reply {}

    /** A rule, or the aggregate's absence, refused it. */
    record Rejected(Rejection.Kind kind, String code, String sentence, boolean replayed) implements Reply {}

    /** The aggregate has another version than the caller expects. */
    record Conflict(long expectedVersion, long actualVersion, boolean replayed) implements Reply {

        /** What a saga hears of it, as a rejection's code. */
        public static final String CODE = "concurrency-conflict";

        public String sentence() {
            return "Expected version " + expectedVersion + ", but the version is " + actualVersion;
        }
    }

    /** Its idempotency key came before with another request. */
    record KeyReused() implements Reply {}

    /** It did not run and never will; it can be sent again. */
    record Unavailable(String sentence) implements Reply {}

    /** Whether it took effect cannot be told; its repeat with the same idempotency key tells. */
    record Unknown() implements Reply {}

    /** A rule failed on it, or its records are too large: a defect of ours, kept in the dead letters under its id. */
    record Defect(String deadLetterId) implements Reply {}

    /** The saga that the command started before has not ended yet, and as many callers as may wait for it do. */
    record Running(Snapshot soFar) implements Reply {}
}
