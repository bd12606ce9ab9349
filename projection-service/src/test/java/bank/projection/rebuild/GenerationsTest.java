package bank.projection.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import bank.projection.view.Counts;
import bank.projection.view.ViewDifferences.Named;
import bank.projection.view.ViewDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the log comes to the same: of records that exclude each other the first one holds. */
class GenerationsTest {

    private static final int FORM = 7;
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final ViewDigest REBUILT = new ViewDigest(new Counts(5, 2, 3), 9, "digest");
    private static final ViewDigest OTHER = new ViewDigest(new Counts(5, 2, 3), 9, "another digest");

    private static Generation generation(int number) {
        return new Generation(FORM, number);
    }

    private static RebuildRecord record(What what, int number) {
        return RebuildRecord.of(what, generation(number), NOON);
    }

    private static RebuildRecord switched(Integer... partitions) {
        return RebuildRecord.switched(generation(2), Set.of(partitions), NOON);
    }

    private static RebuildRecord compared(int partition, ViewDigest live) {
        return RebuildRecord.compared(
                generation(2), partition, new Finding(Optional.of(live), List.of(), false, Optional.empty()), NOON);
    }

    private static List<RebuildRecord> partition(int partition, ViewDigest live) {
        return List.of(
                RebuildRecord.built(generation(2), partition, Map.of("account", 5L), NOON),
                RebuildRecord.digested(generation(2), partition, REBUILT, NOON),
                compared(partition, live));
    }

    private static Generations after(RebuildRecord... records) {
        return after(List.of(records));
    }

    private static Generations after(List<RebuildRecord> records) {
        Generations generations = Generations.first(FORM, 2);
        for (RebuildRecord record : records) {
            generations = generations.after(record);
        }
        return generations;
    }

    /** Generation 2 was built, and compared with a live one of which the second partition has that digest. */
    private static Generations compared(ViewDigest live, RebuildRecord... more) {
        List<RebuildRecord> records = new ArrayList<>();
        records.add(record(What.STARTED, 2));
        records.addAll(partition(0, REBUILT));
        records.addAll(partition(1, live));
        records.addAll(List.of(more));
        return after(records);
    }

    private static Phase phase(Generations generations) {
        return generations.latest().orElseThrow().phase();
    }

    @Test
    void beforeAnyRebuildTheFirstIsLive() {
        assertThat(after().live()).isEqualTo(generation(1));
        assertThat(after().building()).isEmpty();
    }

    @Test
    void equalPartitionsGoOverOneByOneAndTheGenerationIsLiveWithTheLast() {
        Generations first = compared(REBUILT, switched(1));
        assertThat(phase(first)).isEqualTo(Phase.SWITCHING);
        assertThat(first.live()).isEqualTo(generation(1));
        assertThat(first.liveOf(0)).isEqualTo(generation(1));
        assertThat(first.liveOf(1)).isEqualTo(generation(2));
        assertThat(first.used()).containsExactlyInAnyOrder(generation(1), generation(2));

        Generations second = first.after(switched(0));

        assertThat(phase(second)).isEqualTo(Phase.SWITCHED);
        assertThat(second.live()).isEqualTo(generation(2));
        assertThat(second.building()).isEmpty();
        assertThat(second.used()).containsExactly(generation(2));
    }

    @Test
    void partitionsThatDifferDoNotGoOverBeforeAnOperatorHasDecided() {
        Generations different = compared(OTHER, switched(0, 1));
        assertThat(phase(different)).isEqualTo(Phase.DIFFERENT);
        assertThat(different.liveOf(0)).isEqualTo(generation(1));

        Generations decided = different.after(record(What.DECIDED, 2));

        assertThat(phase(decided)).isEqualTo(Phase.SWITCHING);
        assertThat(decided.after(switched(0, 1)).live()).isEqualTo(generation(2));
    }

    @Test
    void nothingIsDecidedBeforeAllIsCompared() {
        List<RebuildRecord> records = new ArrayList<>(List.of(record(What.STARTED, 2)));
        records.addAll(partition(0, OTHER));
        records.add(record(What.DECIDED, 2));
        records.addAll(partition(1, REBUILT));

        assertThat(phase(after(records))).isEqualTo(Phase.DIFFERENT);
    }

    @Test
    void whatWasFoundFirstOfAPartitionHolds() {
        Generations found = compared(OTHER, compared(1, REBUILT));

        assertThat(phase(found)).isEqualTo(Phase.DIFFERENT);
    }

    @Test
    void aPartitionIsComparedOnlyWithWhatWasDigested() {
        Generations built = after(
                record(What.STARTED, 2),
                RebuildRecord.built(generation(2), 0, Map.of(), NOON),
                RebuildRecord.digested(generation(2), 1, REBUILT, NOON),
                compared(0, REBUILT));

        assertThat(built.latest().orElseThrow().digested()).isEmpty();
        assertThat(built.latest().orElseThrow().compared()).isEmpty();
        assertThat(phase(built)).isEqualTo(Phase.BUILDING);
    }

    @Test
    void whereAPartitionHasGoneOverNoneGoesBack() {
        assertThat(compared(REBUILT, record(What.DROPPED, 2)).live()).isEqualTo(generation(1));
        assertThat(phase(compared(REBUILT, switched(1), record(What.DROPPED, 2), switched(0))))
                .isEqualTo(Phase.SWITCHED);
    }

    @Test
    void aVersionBeforeThereWereSeveralInstancesHasSwitchedAllAtOnce() {
        Generations generations = after(record(What.STARTED, 2), record(What.SWITCHED, 2));

        assertThat(generations.live()).isEqualTo(generation(2));
        assertThat(generations.building()).isEmpty();
    }

    @Test
    void aDroppedGenerationIsNeverSwitchedToAndItsNumberIsNotUsedAgain() {
        Generations generations = compared(REBUILT, record(What.DROPPED, 2), switched(0, 1));

        assertThat(generations.live()).isEqualTo(generation(1));
        assertThat(generations.after(record(What.STARTED, 2))).isEqualTo(generations);
        assertThat(generations.after(record(What.STARTED, 3)).last()).isEqualTo(generation(3));
    }

    @Test
    void oneIsBuiltAtATime() {
        Generations generations = after(record(What.STARTED, 2), record(What.STARTED, 3));

        assertThat(generations.last()).isEqualTo(generation(2));
    }

    private static Stream<RebuildRecord> everyKind() {
        var finding = new Finding(
                Optional.of(OTHER), List.of(new Named("account", "acc-1", "differs")), true, Optional.of("Trouble"));
        return Stream.of(
                record(What.STARTED, 2),
                RebuildRecord.built(generation(2), 1, Map.of("account", 5L), NOON),
                RebuildRecord.digested(generation(2), 1, REBUILT, NOON),
                RebuildRecord.compared(generation(2), 1, finding, NOON),
                record(What.DECIDED, 2),
                switched(0, 1),
                record(What.DROPPED, 2));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aRecordIsReadAsItWasWritten(RebuildRecord written) {
        assertThat(RebuildRecord.read(written.json().getBytes(UTF_8))).isEqualTo(Optional.of(written));
    }

    @Test
    void whatEarlierVersionsWroteIsReadAsEver() {
        String json = "{\"what\":\"started\",\"form\":7,\"generation\":2,\"at\":\"2026-05-04T12:00:00Z\"}";

        assertThat(RebuildRecord.read(json.getBytes(UTF_8))).isEqualTo(Optional.of(record(What.STARTED, 2)));
        assertThat(record(What.STARTED, 2).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"form\":7,\"generation\":2,\"at\":\"2026-05-04T12:00:00Z\"}",
                "{\"what\":\"exploded\",\"form\":7,\"generation\":2,\"at\":\"2026-05-04T12:00:00Z\"}",
                "{\"what\":\"started\",\"form\":7,\"generation\":2,\"at\":\"noon\"}"
            })
    void whatIsNoneOfOursIsPassedOver(String value) {
        assertThat(RebuildRecord.read(value.getBytes(UTF_8))).isEmpty();
    }
}
