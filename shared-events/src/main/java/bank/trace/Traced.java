package bank.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;

/** A span that has begun, and must be ended. Thread-safe. */
public final class Traced {

    private final Span span;
    private final Optional<String> given;

    Traced(Span span, Optional<String> given) {
        this.span = span;
        this.given = given;
    }

    /** Of what those are a part who follow from it, as the W3C writes it; what was given, where there are no spans. */
    public Optional<String> traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : given;
    }

    /** Names it anew, for what was not known at its beginning. */
    public Traced named(String name) {
        span.updateName(name);
        return this;
    }

    public Traced with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public Traced with(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public void end() {
        span.end();
    }

    /** Ends it as one that failed. */
    public void fail(String why) {
        span.setStatus(StatusCode.ERROR, why);
        span.end();
    }
}
