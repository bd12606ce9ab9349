package bank.wire;

import bank.es.Command;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command on its way to the processor of its aggregate.
 *
 * @param id the command's id; its events' ids and their causation follow from it
 * @param stream the aggregate it is for
 * @param command what is asked
 * @param expectedVersion the version that the aggregate must have, if the caller named one
 * @param idempotency by what a repeat is recognised, if the caller sent a key
 * @param cause who asks, in which conversation, and because of what
 * @param time when it was sent; no event of it is earlier
 */
public record CommandEnvelope(
        String id,
        StreamId stream,
        Command command,
        OptionalLong expectedVersion,
        Optional<Idempotency> idempotency,
        Cause cause,
        Instant time) {

    /** The same as a part of that trace. */
    public CommandEnvelope within(Optional<String> traceparent) {
        var traced = new Cause(cause.actor(), cause.correlationId(), cause.causationId(), traceparent);
        return new CommandEnvelope(id, stream, command, expectedVersion, idempotency, traced, time);
    }

    /**
     * By what a repeat is recognised.
     *
     * @param key the caller's key
     * @param fingerprint what the request said; another one under the same key is refused
     */
    public record Idempotency(String key, String fingerprint) {}
}
