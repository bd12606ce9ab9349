package bank.es;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as it is stored: what happened, to whom, when and why, and its place in the hash chain.
 *
 * @param stream the aggregate's stream
 * @param version its place there: 1, 2, 3, … without gaps
 * @param id the event's id, derived from its command's
 * @param type the event type's name
 * @param schemaVersion the version of the form of {@code data}
 * @param time when it was decided; never before its cause or before the last event of its partition
 * @param cause who caused it, and in which conversation
 * @param data the event's data as JSON, personal fields encrypted; what stands on the topic, unless all content is sealed
 * @param previousHash the hash of the event before it in the stream, empty for the first
 * @param hash the SHA-256 of all this as it is stored, base64url
 */
public record Envelope(
        StreamId stream,
        long version,
        String id,
        String type,
        int schemaVersion,
        Instant time,
        Cause cause,
        String data,
        String previousHash,
        String hash) {

    /** The same event with its hash. */
    public Envelope withHash(String sealed) {
        return new Envelope(stream, version, id, type, schemaVersion, time, cause, data, previousHash, sealed);
    }

    /** The same event with its data in clear. */
    public Envelope withData(String clear) {
        return new Envelope(stream, version, id, type, schemaVersion, time, cause, clear, previousHash, hash);
    }

    /**
     * What an event or a command came from.
     *
     * @param actor who asked
     * @param correlationId one id for all that follows from one request
     * @param causationId the id of the command that caused it
     * @param traceparent the W3C trace context, if the request had one
     */
    public record Cause(String actor, String correlationId, String causationId, Optional<String> traceparent) {}
}
