package bank.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of a process, where somebody collects them. Where nobody does there are none, and the trace that a
 * request names is passed on as it is. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String DISABLED = "OTEL_SDK_DISABLED";

    /** OpenTelemetry's own variables; each names somebody who collects. */
    private static final List<String> COLLECTORS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", EXPORTER);

    private final OpenTelemetry telemetry;
    private final boolean on;
    private final Tracer tracer;

    private Tracing(OpenTelemetry telemetry, boolean on) {
        this.telemetry = telemetry;
        this.on = on;
        this.tracer = telemetry.getTracer("bank");
    }

    /** No spans. */
    public static Tracing none() {
        return new Tracing(OpenTelemetry.noop(), false);
    }

    /** Spans for that collector. */
    public static Tracing to(OpenTelemetry telemetry) {
        return new Tracing(telemetry, true);
    }

    /**
     * As OpenTelemetry's variables say: none where they name nobody who collects.
     *
     * @param service what the process is called, unless they say otherwise
     */
    public static Tracing start(String service) {
        if (!isCollected(System.getenv())) {
            return none();
        }
        // Metrics have their own page, and logs their own way.
        Map<String, String> otherwise = Map.of(
                "otel.service.name", service,
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none");
        return to(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> otherwise)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    /** Whether those variables name somebody who collects. */
    static boolean isCollected(Map<String, String> variables) {
        return COLLECTORS.stream().anyMatch(variables::containsKey)
                && !"none".equals(variables.get(EXPORTER))
                && !"true".equals(variables.get(DISABLED));
    }

    /** Whether there are any spans. */
    public boolean isOn() {
        return on;
    }

    /**
     * Begins a span.
     *
     * @param name what happens, one of few: ids are no part of it
     * @param traceparent of what it is a part, if of anything, as the W3C writes it
     */
    public Traced begin(SpanKind kind, String name, Optional<String> traceparent) {
        if (!on) {
            return new Traced(Span.getInvalid(), traceparent);
        }
        Map<String, String> headers =
                traceparent.map(text -> Map.of(TraceParent.HEADER, text)).orElse(Map.of());
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Headers.READER);
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        return new Traced(span, traceparent);
    }

    /** Sends what has been collected and not yet sent. */
    @Override
    public void close() {
        if (telemetry instanceof OpenTelemetrySdk sdk) {
            sdk.close();
        }
    }

    /** How OpenTelemetry reads the one header that a trace needs. */
    private enum Headers implements TextMapGetter<Map<String, String>> {
        READER;

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
