package bank.projection.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the log comes to the same: of records that exclude each other the first one holds. */
class GenerationsTest {

    private static final int FORM = 7;
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static Generation generation(int number) {
        return new Generation(FORM, number);
    }

    private static RebuildRecord record(What what, int number) {
        return RebuildRecord.of(what, generation(number), NOON);
    }

    private static Generations after(RebuildRecord... records) {
        Generations generations = Generations.first(FORM);
        for (RebuildRecord record : records) {
            generations = generations.after(record);
        }
        return generations;
    }

    @Test
    void beforeAnyRebuildTheFirstIsLive() {
        assertThat(after().live()).isEqualTo(generation(1));
        assertThat(after().building()).isEmpty();
    }

    @Test
    void aGenerationThatWasSwitchedToIsLive() {
        Generations generations = after(record(What.STARTED, 2), record(What.SWITCHED, 2));

        assertThat(generations.live()).isEqualTo(generation(2));
        assertThat(generations.building()).isEmpty();
        assertThat(generations.uses(generation(1))).isFalse();
    }

    @Test
    void aDroppedGenerationIsNeverSwitchedToAndItsNumberIsNotUsedAgain() {
        Generations generations = after(record(What.STARTED, 2), record(What.DROPPED, 2), record(What.SWITCHED, 2));

        assertThat(generations.live()).isEqualTo(generation(1));
        assertThat(generations.next()).isEqualTo(generation(3));
        assertThat(generations.after(record(What.STARTED, 2))).isEqualTo(generations);
    }

    @Test
    void oneIsBuiltAtATime() {
        Generations generations = after(record(What.STARTED, 2), record(What.STARTED, 3));

        assertThat(generations.building()).contains(generation(2));
        assertThat(generations.last()).isEqualTo(generation(2));
    }

    @Test
    void whatIsLiveIsNotDropped() {
        assertThat(after(record(What.STARTED, 2), record(What.SWITCHED, 2), record(What.DROPPED, 2))
                        .live())
                .isEqualTo(generation(2));
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        RebuildRecord written = record(What.STARTED, 2);

        assertThat(RebuildRecord.read(written.json().getBytes(UTF_8))).isEqualTo(Optional.of(written));
        assertThat(written.json())
                .isEqualTo("{\"what\":\"started\",\"form\":7,\"generation\":2,\"at\":\"2026-05-04T12:00:00Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"what\":\"exploded\",\"form\":7,\"generation\":2,\"at\":\"2026-05-04T12:00:00Z\"}",
                "{\"what\":\"started\",\"form\":7,\"generation\":2,\"at\":\"noon\"}"
            })
    void whatIsNoneOfOursIsPassedOver(String value) {
        assertThat(RebuildRecord.read(value.getBytes(UTF_8))).isEmpty();
    }
}
