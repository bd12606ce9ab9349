package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.wire.AggregateType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an aggregate was, at any version and at any time, is the fold of its events up to there. */
class TimeTravelLawTest {

    private static final int COMMANDS = 200;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theStateAtAVersionIsTheFoldOfAsManyEvents(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            ViewRows rows = views.read(bank.records).rows();

            for (StreamWriter<?, ?, ?> writer : bank.writers()) {
                int head = writer.events().size();
                for (int version = 1; version <= head; version++) {
                    assertThat(rows.at(type(writer), writer.stream(), version).map(VersionRow::snapshot))
                            .contains(writer.after(version));
                }
                assertThat(rows.at(type(writer), writer.stream(), head + 1L)).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theStateAtATimeIsTheFoldOfTheEventsUpToIt(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            ViewRows rows = views.read(bank.records).rows();

            for (StreamWriter<?, ?, ?> writer : bank.writers()) {
                for (var event : bank.events()) {
                    expectAsOf(rows, writer, event.time());
                    expectAsOf(rows, writer, event.time().minusNanos(1));
                }
            }
        }
    }

    private static void expectAsOf(ViewRows rows, StreamWriter<?, ?, ?> writer, Instant time) {
        int version = writer.versionAt(time);
        assertThat(rows.last(
                                type(writer),
                                writer.stream(),
                                row -> !row.snapshot().time().isAfter(time))
                        .map(VersionRow::snapshot))
                .isEqualTo(version == 0 ? Optional.empty() : Optional.of(writer.after(version)));
    }

    private static AggregateType<?, ?, ?> type(StreamWriter<?, ?, ?> writer) {
        return Aggregates.BANK.named(writer.stream().type());
    }
}
