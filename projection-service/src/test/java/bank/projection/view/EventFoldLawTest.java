package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Snapshot;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the history: the views are the fold of its streams, and reading any of it again changes nothing. */
class EventFoldLawTest {

    private static final int COMMANDS = 300;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aViewIsTheFoldOfItsStream(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            views.read(bank.records);

            for (StreamWriter<?, ?, ?> writer : bank.writers()) {
                Snapshot snapshot = views.head(writer).snapshot();
                var last = writer.events().getLast();
                assertThat(snapshot.state()).isEqualTo(writer.state());
                assertThat(snapshot.version()).isEqualTo(last.version());
                assertThat(snapshot.head()).isEqualTo(last.hash());
                assertThat(snapshot.created())
                        .isEqualTo(writer.events().getFirst().time());
                assertThat(snapshot.time()).isEqualTo(last.time());
            }
            assertThat(views.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theCountersAreTheSumsOfTheRows(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            views.read(bank.records);

            Counts counts = views.rows().counts("account").plus(views.rows().counts("transfer"));
            assertThat(counts.events()).isEqualTo(bank.records.size());
            assertThat(counts.aggregates()).isEqualTo(bank.writers().size());
            assertThat(counts.transactions()).isEqualTo(bank.transactions());
            assertThat(bank.accounts.stream()
                            .filter(account -> !account.events().isEmpty())
                            .mapToLong(account -> views.head(account).transactions())
                            .sum())
                    .isEqualTo(bank.transactions());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void copiesOfEventsFurtherOnInTheTopicChangeNothing(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var views = new TestViews(folder)) {
            views.read(bank.records);
            var before = views.all();

            List<ProducerRecord<byte[], byte[]>> copies = bank.records.subList(0, bank.records.size() / 2);
            views.read(copies);

            assertThat(views.all()).isEqualTo(before);
            assertThat(views.deadLetters()).isEmpty();
        }
    }
}
