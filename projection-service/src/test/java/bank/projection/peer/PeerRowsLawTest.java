package bank.projection.peer;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.StreamId;
import bank.kit.Gen;
import bank.projection.query.AggregateList;
import bank.projection.query.OnePartition;
import bank.projection.view.LogRow;
import bank.projection.view.SeededBank;
import bank.projection.view.TestViews;
import bank.projection.view.ViewRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are read from another instance are those that it has, whatever the pages; and they take few questions. */
class PeerRowsLawTest {

    private static final int COMMANDS = 150;

    @TempDir
    Path folder;

    private final AtomicInteger questions = new AtomicInteger();
    private TestViews views;

    @BeforeEach
    void open() {
        views = new TestViews(folder);
    }

    @AfterEach
    void close() {
        views.close();
    }

    private SeededBank read(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        views.read(bank.records);
        return bank;
    }

    private ViewRows here() {
        return views.rows();
    }

    /** As a query reads it at another instance: every page goes over the wire. */
    private ViewRows there() {
        return new ViewRows(new PeerRows(request -> {
            questions.incrementAndGet();
            return RowsPage.read(request.page(here().store(), here(), 0).bytes());
        }));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anyRangeIsTheSameForwardsAndBackwards(long seed) {
        read(seed);
        var random = new Gen(seed);
        List<Bytes> keys = keys(here().store().all());
        for (int i = 0; i < 30; i++) {
            int from = random.between(0, keys.size() - 1);
            int to = random.between(from, keys.size() - 1);
            Bytes first = keys.get(from);
            Bytes last = keys.get(to);
            assertThat(keys(there().store().range(first, last))).isEqualTo(keys.subList(from, to + 1));
            assertThat(keys(there().store().reverseRange(first, last)))
                    .isEqualTo(keys.subList(from, to + 1).reversed());
            assertThat(there().store().get(first)).isEqualTo(here().store().get(first));
        }
    }

    private static List<Bytes> keys(KeyValueIterator<Bytes, byte[]> rows) {
        List<Bytes> keys = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining((KeyValue<Bytes, byte[]> row) -> keys.add(row.key));
        }
        return keys;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatAQueryReadsIsTheSame(long seed) {
        SeededBank bank = read(seed);
        ViewRows there = there();
        for (var account : bank.accounts) {
            StreamId stream = account.stream();
            same(there, rows -> rows.head(Aggregates.ACCOUNT, stream).map(row -> row.snapshot()));
            same(there, rows -> rows.at(Aggregates.ACCOUNT, stream, 2).map(row -> row.snapshot()));
            same(there, rows -> offsets(rows.events(stream, 1, 100)));
            same(there, rows -> offsets(rows.movements(stream, Long.MAX_VALUE, 7)));
            same(there, rows -> rows.offsets(stream, 5));
            same(there, rows -> rows.parked(stream));
            same(there, rows -> rows.headOffset(stream));
        }
        same(there, rows -> rows.counts("account"));
        same(there, rows -> rows.lastLog("transfer", Long.MAX_VALUE).map(LogRow::offset));
        same(there, PeerRowsLawTest::listed);
    }

    private void same(ViewRows there, Function<ViewRows, Object> question) {
        assertThat(question.apply(there)).isEqualTo(question.apply(here()));
    }

    private static List<Long> offsets(List<LogRow> events) {
        return events.stream().map(LogRow::offset).toList();
    }

    private static List<Object> listed(ViewRows rows) {
        var list = new AggregateList(Aggregates.ACCOUNT, new OnePartition(rows));
        return list.all("", 100).rows().stream()
                .<Object>map(listed -> listed.row().snapshot())
                .toList();
    }

    @Test
    void aListAndAHistoryTakeAQuestionForAPageAndNotForEachElement() {
        StreamId stream = read(1).accounts.getFirst().stream();
        ViewRows there = there();
        listed(there);
        assertThat(questions.getAndSet(0)).as("the counts, and the page").isEqualTo(2);

        there().events(stream, 1, 30);
        assertThat(questions.getAndSet(0)).isEqualTo(1);

        ViewRows other = there();
        other.head(Aggregates.ACCOUNT, stream);
        other.parked(stream);
        assertThat(questions.get()).isEqualTo(1);
    }

    @Test
    void aStatementTakesAQuestionForSomeDozensOfMovements() {
        read(1);
        ViewRows there = there();
        List<Long> movements = new ArrayList<>();
        there.lastLog("account", Long.MAX_VALUE)
                .flatMap(row -> there.lastMovement("account", row))
                .ifPresent(row -> movements.addAll(movementsFrom(there, row)));

        assertThat(movements)
                .hasSizeGreaterThan(32)
                .isEqualTo(movementsFrom(
                        here(), here().log("account", movements.getFirst()).orElseThrow()));
        assertThat(questions.get()).isLessThanOrEqualTo(1 + movements.size() / 32);
    }

    private static List<Long> movementsFrom(ViewRows rows, LogRow newest) {
        return Stream.iterate(
                        Optional.of(newest),
                        Optional::isPresent,
                        row -> rows.log("account", row.orElseThrow().movementBefore()))
                .map(row -> row.orElseThrow().offset())
                .toList();
    }
}
