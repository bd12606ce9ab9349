package bank.command.gateway;

import bank.http.Body;
import bank.http.Faults;
import bank.http.Prefer;
import bank.trace.TraceParent;
import bank.wire.CommandEnvelope.Idempotency;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A command as a caller sent it.
 *
 * @param fields the body's fields
 * @param faults what is wrong with its form
 * @param expectedVersion the version that the aggregate must have
 * @param byPrecondition whether {@code If-Match} says so, and not the body
 * @param idempotencyKey the caller's key, if there is one
 * @param respondAsync whether the caller does not want to wait
 * @param traceparent the trace that it is part of
 */
public record Call(
        BodyFields fields,
        Faults faults,
        OptionalLong expectedVersion,
        boolean byPrecondition,
        Optional<String> idempotencyKey,
        boolean respondAsync,
        Optional<String> traceparent) {

    private static final String EXPECTED_VERSION = "expected_version";

    /** Reads a request's headers and body. It must be called before the event loop goes on to anything else. */
    public static Future<Call> read(HttpServerRequest request) {
        return Body.read(request).map(body -> of(request, body));
    }

    private static Call of(HttpServerRequest request, Buffer body) {
        Faults faults = new Faults();
        BodyFields fields = BodyFields.read(body, faults);
        OptionalLong inBody = fields.version(EXPECTED_VERSION);
        OptionalLong inHeader = CommandHeaders.ifMatch(request.headers(), faults);
        if (inBody.isPresent() && inHeader.isPresent() && !inBody.equals(inHeader)) {
            faults.addInHeader(CommandHeaders.IF_MATCH, "It names another version than " + EXPECTED_VERSION);
        }
        return new Call(
                fields,
                faults,
                inHeader.isPresent() ? inHeader : inBody,
                inHeader.isPresent(),
                CommandHeaders.idempotencyKey(request.headers(), faults),
                Prefer.of(request).respondAsync(),
                TraceParent.of(request.getHeader(TraceParent.HEADER)));
    }

    /** Ends the request if anything is wrong with its form; all fields must have been read by now. */
    public void check() {
        fields.checkRest();
        faults.check();
    }

    /** By what a repeat of the request is recognised, if the caller sent a key and the request has a fingerprint. */
    public Optional<Idempotency> idempotency(Supplier<Optional<String>> fingerprint) {
        return idempotency(key -> key, fingerprint);
    }

    /**
     * The same for a request that creates an aggregate. Its key's scope is the type and not that one aggregate, so it
     * must not meet the keys that are sent to the aggregate later: no caller's key has a space.
     */
    public Optional<Idempotency> idempotencyOfCreation(Supplier<Optional<String>> fingerprint) {
        return idempotency(key -> "new " + key, fingerprint);
    }

    private Optional<Idempotency> idempotency(UnaryOperator<String> scoped, Supplier<Optional<String>> fingerprint) {
        return idempotencyKey.flatMap(key -> fingerprint.get().map(says -> new Idempotency(scoped.apply(key), says)));
    }

    /** What the request says, in one form for all ways to write it; the call's fields are added to it. */
    public Canonical canonical(String what) {
        Canonical canonical = new Canonical(what);
        expectedVersion.ifPresent(version ->
                canonical.add(byPrecondition ? CommandHeaders.IF_MATCH : EXPECTED_VERSION, Long.toString(version)));
        return canonical;
    }
}
