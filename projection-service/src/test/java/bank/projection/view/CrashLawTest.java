package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.kit.ClearContent;
import bank.kit.Gen;
import bank.projection.view.FakeStore.Write;
import bank.trace.Tracing;
import bank.wire.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever a process dies, and dies again, what it finds when it comes back and reads again ends as if nothing had
 * happened: in the store, and in the changelog that another instance would restore.
 *
 * <p>What it finds: of its writes, the store has a beginning, and the changelog another one, shorter or longer, which is
 * restored over the store from a checkpoint that both had reached. The changelog has at least the rows of all records
 * below the committed offsets. Or the store is gone, and all of it is restored.
 */
class CrashLawTest {

    private static final int COMMANDS = 60;
    private static final int RUNS = 100;
    private static final int CRASHES_MOST = 4;

    /** What outlives a process. */
    private static final class Remains {
        final FakeStore store = new FakeStore();
        final List<Write> changelog = new ArrayList<>();
        int committed;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void rowsAreTheSameAfterCrashesAnywhere(long seed) {
        var random = new Gen(seed);
        List<ConsumerRecord<byte[], byte[]>> records = ReadRecords.withEarlyCopies(random, COMMANDS);
        var undisturbed = new FakeStore();
        take(views(undisturbed), records);
        for (int run = 0; run < RUNS; run++) {
            var remains = new Remains();
            for (int crashes = random.between(1, CRASHES_MOST); crashes > 0; crashes--) {
                remains = crash(remains, records, random);
            }
            take(views(remains.store), records.subList(remains.committed, records.size()));

            var elsewhere = new FakeStore();
            elsewhere.restore(remains.changelog);
            elsewhere.restore(remains.store.writes);
            assertThat(remains.store.comparable()).as("run %s", run).isEqualTo(undisturbed.comparable());
            assertThat(elsewhere.comparable())
                    .as("run %s, restored elsewhere", run)
                    .isEqualTo(undisturbed.comparable());
        }
    }

    /** Runs a process for some records and lets it die. */
    private static Remains crash(Remains before, List<ConsumerRecord<byte[], byte[]>> records, Gen random) {
        var running = new FakeStore();
        running.rows.putAll(before.store.rows);
        Views views = views(running);
        int end = random.between(before.committed, records.size());
        List<Integer> writtenBefore = new ArrayList<>();
        for (var record : records.subList(before.committed, end)) {
            writtenBefore.add(running.writes.size());
            take(views, List.of(record));
        }
        boolean lost = random.between(0, 3) == 0;
        int stored = random.between(0, running.writes.size());
        int logged = random.between(0, running.writes.size());
        int checkpoint = lost ? 0 : random.between(0, before.changelog.size() + Math.min(stored, logged));
        var after = new Remains();
        after.changelog.addAll(before.changelog);
        after.changelog.addAll(running.writes.subList(0, logged));
        if (!lost) {
            after.store.rows.putAll(before.store.rows);
            after.store.restore(running.writes.subList(0, stored));
        }
        after.store.restore(after.changelog.subList(checkpoint, after.changelog.size()));
        long whole = writtenBefore.stream().filter(written -> written <= logged).count() - 1;
        after.committed = before.committed + (whole > 0 ? random.between(0, (int) whole) : 0);
        return after;
    }

    private static Views views(FakeStore store) {
        return new Views(
                Aggregates.BANK,
                TestViews.TOPICS,
                new Partitions(1),
                new ClearContent(),
                store,
                Folding.live(new VersionWaits(), new FoldSpans(Tracing.none(), Instant::now)));
    }

    private static void take(Views views, List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var _ = views.of(record.topic()).take(record);
        }
    }
}
