package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.EventRecords;
import bank.wire.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a long outage a takeover reads more than it may keep in memory. */
class ReplayMemoryTest {

    private static final Slot SLOT = new Slot("account", 0);

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final Rules<?, ?, ?> rules = new Rules<>(Aggregates.ACCOUNT, new ClearContent());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"10500, 10", "1000, 5000"})
    void howeverManyOrLargeAggregatesAreOnlyAPartOfThemStaysInMemory(int accounts, int ownerLength) {
        List<Snapshot> opened = open(accounts, "x".repeat(ownerLength));
        try (var store = Store.open(folder.resolve("store"), new ClearContent())) {
            SlotState state = replay(store, accounts);

            assertThat(store.markedKeys(SLOT, "", accounts)).hasSizeBetween(accounts / 2, accounts - 1);
            assertThat(store.position(SLOT)).isEmpty();
            opened.forEach(
                    account -> assertThat(state.current(account.stream())).isEqualTo(account));
            assertThat(replay(store, accounts).changes())
                    .as("what stays to be written if this takeover fails")
                    .isEqualTo(accounts);
        }
    }

    private List<Snapshot> open(int accounts, String owner) {
        List<Snapshot> opened = new ArrayList<>();
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            for (int i = 0; i < accounts; i++) {
                StreamId stream = account("acc-" + i);
                Decision decision = rules.decide(
                        Snapshot.none(stream, rules.initial()),
                        Workplace.command(stream, new Open(new Personal(owner), Money.ZERO)),
                        Instant.EPOCH);
                var _ = producer.send(EventRecords.toRecord(
                        kafka.topics().events("account"),
                        0,
                        decision.events().getFirst().envelope()));
                opened.add(decision.after());
            }
        }
        return opened;
    }

    private SlotState replay(Store store, long end) {
        var settings = new Workplace(kafka, folder).settings("one", Optional.empty(), Aggregates.ACCOUNT);
        var partition = new TopicPartition(kafka.topics().events("account"), 0);
        try (var consumer = kafka.reader()) {
            return new Replay(settings, store, consumer, Workplace.metrics())
                    .run(List.of(SLOT), Map.of(partition, end), new Closures(new ClearContent()))
                    .getFirst()
                    .state();
        }
    }
}
