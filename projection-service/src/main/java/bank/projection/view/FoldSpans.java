package bank.projection.view;

import bank.es.Envelope;
import bank.trace.Traced;
import bank.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Spans of the events that views fold, the last of a request's way. What is read long after it happened, when views are
 * made anew for instance, has none: nobody looks for it there.
 */
public record FoldSpans(Tracing tracing, InstantSource clock) {

    private static final Duration SOON = Duration.ofMinutes(1);

    Optional<Traced> begin(Envelope event) {
        if (!tracing.isOn() || event.time().plus(SOON).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(tracing.begin(
                        SpanKind.CONSUMER, "fold " + event.type(), event.cause().traceparent())
                .with("bank.aggregate_type", event.stream().type())
                .with("bank.aggregate_id", event.stream().id())
                .with("bank.version", event.version()));
    }
}
