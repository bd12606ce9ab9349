package bank.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bank.bench.load.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void theMedianIsTheMiddleFigure() {
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Medians.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(3.0);
        assertThatIllegalArgumentException().isThrownBy(() -> Medians.of(List.of()));
    }

    @Test
    void eachFigureHasItsOwnMedianAndErrorsAddUp() {
        Measurement median = Measurement.median(List.of(
                measurement(100, 9, Map.of(503, 1L)),
                measurement(300, 5, Map.of()),
                measurement(200, 7, Map.of(503, 2L, 0, 4L))));

        assertThat(median.perSecond()).isEqualTo(200);
        assertThat(median.p50Millis()).isEqualTo(7);
        assertThat(median.errors()).isEqualTo(Map.of(503, 3L, 0, 4L));
    }

    @Test
    void theCpuTimeIsThatOfAllCommandsThatWereAsked() {
        var load = new LoadResult(2.0, 400, 500, 1, 2, 3, 4, Map.of(), 1_000, 0.1);

        Measurement measurement = Measurement.of(load, Duration.ofMillis(51), 321);

        assertThat(measurement.perSecond()).isEqualTo(200);
        assertThat(measurement.cpuMicros()).isEqualTo(100);
        assertThat(measurement.memoryMegabytes()).isEqualTo(321);
    }

    static Measurement measurement(double perSecond, double p50Millis, Map<Integer, Long> errors) {
        return new Measurement(perSecond, p50Millis, p50Millis * 2, p50Millis * 3, p50Millis * 4, 50, 300, 0.1, errors);
    }
}
