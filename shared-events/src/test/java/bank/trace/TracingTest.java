package bank.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void thereAreSpansWhereAVariableNamesWhoCollectsThem() {
        assertThat(Tracing.isCollected(Map.of(ENDPOINT, "http://collector:4317")))
                .isTrue();
        assertThat(Tracing.isCollected(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
    }

    @Test
    void thereAreNoneWhereNobodyCollectsOrOneIsToldNotTo() {
        assertThat(Tracing.isCollected(Map.of())).isFalse();
        assertThat(Tracing.isCollected(Map.of(ENDPOINT, " "))).isFalse();
        assertThat(Tracing.isCollected(Map.of(ENDPOINT, "http://collector:4317", "OTEL_TRACES_EXPORTER", "none")))
                .isFalse();
        assertThat(Tracing.isCollected(Map.of(ENDPOINT, "http://collector:4317", "OTEL_SDK_DISABLED", "True")))
                .isFalse();
    }
}
