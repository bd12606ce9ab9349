package bank.trace;

import bank.wire.SettingException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
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
    private static final String PROTOCOL = "http/protobuf";

    /** OpenTelemetry's own variables; each names somebody who collects. */
    private static final List<String> COLLECTORS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", EXPORTER);

    private static final List<String> PROTOCOLS =
            List.of("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL");

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
     * @throws SettingException if one of them is wrong
     */
    public static Tracing start(String service) {
        Map<String, String> variables = System.getenv();
        if (!isCollected(variables)) {
            return none();
        }
        PROTOCOLS.forEach(protocol -> requireSpoken(variables, protocol));
        // Metrics have their own page, and logs their own way.
        Map<String, String> otherwise = Map.of(
                "otel.service.name",
                service,
                "otel.exporter.otlp.protocol",
                PROTOCOL,
                "otel.metrics.exporter",
                "none",
                "otel.logs.exporter",
                "none");
        try {
            return to(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> otherwise)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk());
        } catch (ConfigurationException e) {
            throw new SettingException("OpenTelemetry's variables cannot be used: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    /** Whether those variables name somebody who collects. */
    static boolean isCollected(Map<String, String> variables) {
        return COLLECTORS.stream().anyMatch(name -> !value(variables, name).isEmpty())
                && !value(variables, EXPORTER).equals("none")
                && !value(variables, DISABLED).equalsIgnoreCase("true");
    }

    /** The JDK's HTTP client, by which spans are sent, does not speak gRPC. */
    private static void requireSpoken(Map<String, String> variables, String protocol) {
        String value = value(variables, protocol);
        if (!value.isEmpty() && !value.equals(PROTOCOL)) {
            throw new SettingException(protocol + " must be " + PROTOCOL + ", which is all that the bank speaks of"
                    + " OpenTelemetry's protocols, but is \"" + value + "\".");
        }
    }

    /** To OpenTelemetry, a blank variable is none. */
    private static String value(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").strip();
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
