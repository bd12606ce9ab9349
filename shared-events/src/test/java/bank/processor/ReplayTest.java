package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.processor.Replay.Replayed;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Snapshot;
import bank.wire.SnapshotJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the events at a takeover, on a real topic. */
class ReplayTest {

    private static final Slot SLOT = new Slot("account", 0);
    private static final StreamId ALICE = account("acc-alice");
    private static final StreamId BOB = account("acc-bob");

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final Rules<?, ?, ?> rules = new Rules<>(Aggregates.ACCOUNT, new ClearContent());
    private final List<Envelope> written = new ArrayList<>();

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"), new ClearContent());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void withoutACheckpointAllEventsAreFolded() {
        Snapshot alice = happen(Snapshot.none(ALICE, rules.initial()), opened(), new Deposit(Money.of(5)));
        Snapshot bob = happen(Snapshot.none(BOB, rules.initial()), opened());
        write(written);

        Replayed replayed = replay();

        assertThat(replayed.state().current(ALICE)).isEqualTo(alice);
        assertThat(replayed.state().current(BOB)).isEqualTo(bob);
        assertThat(replayed.last()).isEqualTo(new Checkpoint(2, bob.head(), bob.time(), 0));
        assertThat(replayed.state().changes()).isEqualTo(3);
    }

    @Test
    void behindACheckpointOnlyLaterEventsAreFolded() {
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        Snapshot alice = happen(opened, new Deposit(Money.of(5)), new Deposit(Money.of(6)));
        write(written);
        covered(opened, 0);

        Replayed replayed = replay();

        assertThat(replayed.state().current(ALICE)).isEqualTo(alice);
        assertThat(replayed.state().changes()).isEqualTo(2);
    }

    @Test
    void aSnapshotThatIsNewerThanTheCheckpointIsTakenAsItIs() {
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        Snapshot alice = happen(opened, new Deposit(Money.of(5)));
        write(written);
        covered(opened, 0);
        stored(alice);

        Replayed replayed = replay();

        assertThat(replayed.state().current(ALICE)).isEqualTo(alice);
        assertThat(replayed.state().changes())
                .as("what the next takeover would read again")
                .isEqualTo(1);
    }

    @Test
    void commandsAreDealtWithAsFarAsTheirEventsSay() {
        happen(Snapshot.none(ALICE, rules.initial()), opened(), new Deposit(Money.of(5)));
        write(written, OptionalLong.of(41));

        assertThat(replay().last().nextCommand()).isEqualTo(42);
    }

    @Test
    void anEventThatContinuesNothingClosesThePartition() {
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        happen(opened, new Deposit(Money.of(5)));
        happen(opened, new Deposit(Money.of(6)));
        write(written);

        assertThat(whyClosed()).contains("at offset 2 version 2 of main/acc-alice does not fit");
    }

    @Test
    void aTamperedEventClosesThePartition() {
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        happen(opened, new Deposit(Money.of(5)));
        write(List.of(written.getFirst(), changed(written.getLast(), "MoneyDeposited", "{\"amount\":500}")));

        assertThat(whyClosed()).contains("at offset 1");
    }

    @Test
    void anEventOfAnUnknownTypeClosesThePartitionAndIsNamed() {
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        happen(opened, new Deposit(Money.of(5)));
        Envelope painted = changed(written.getLast(), "AccountPainted", "{}");
        write(List.of(written.getFirst(), painted.withHash(HashChain.hashOf(painted))));

        assertThat(whyClosed()).contains("at offset 1").contains("Unknown event of account: AccountPainted");
    }

    private static Envelope changed(Envelope event, String type, String data) {
        return new Envelope(
                event.stream(),
                event.version(),
                event.id(),
                type,
                event.schemaVersion(),
                event.time(),
                event.cause(),
                data,
                event.previousHash(),
                event.hash());
    }

    @Test
    void anotherEventAtTheCheckpointClosesThePartition() {
        Snapshot alice = happen(Snapshot.none(ALICE, rules.initial()), opened(), new Deposit(Money.of(5)));
        write(written);
        covered(alice, 0);

        assertThat(whyClosed()).contains("it has another event");
    }

    @Test
    void aSnapshotThatIsAheadOfItsEventsClosesThePartition() {
        Snapshot bob = happen(Snapshot.none(BOB, rules.initial()), opened());
        Snapshot opened = happen(Snapshot.none(ALICE, rules.initial()), opened());
        Snapshot alice = happen(opened, new Deposit(Money.of(5)));
        write(written.subList(0, 2));
        covered(bob, 0);
        stored(alice);

        assertThat(whyClosed()).contains("lacks the last events of main/acc-alice");
    }

    @Test
    void eventsThatAreGoneCloseThePartition() {
        Snapshot alice = happen(Snapshot.none(ALICE, rules.initial()), opened(), new Deposit(Money.of(5)));
        write(written.subList(0, 1));
        covered(alice, 1);

        assertThat(whyClosed()).contains("it ends before offset 1");
    }

    private static AccountCommand opened() {
        return new Open(new Personal("x"), Money.ZERO);
    }

    /** The aggregate after the commands; their events are kept to be written. */
    private Snapshot happen(Snapshot before, AccountCommand... commands) {
        Snapshot after = before;
        for (AccountCommand command : commands) {
            Decision decision = rules.decide(
                    after, Workplace.command(after.stream(), command), Instant.parse("2026-01-01T00:00:00Z"));
            decision.events().forEach(event -> written.add(event.envelope()));
            after = decision.after();
        }
        return after;
    }

    private void write(List<Envelope> events) {
        write(events, OptionalLong.empty());
    }

    private void write(List<Envelope> events, OptionalLong commandOffset) {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            for (Envelope event : events) {
                var _ = producer.send(EventRecords.toRecord(
                        kafka.topics().events("account"), 0, event, event.data().getBytes(UTF_8), commandOffset));
            }
        }
    }

    private void stored(Snapshot snapshot) {
        store.write(changes -> changes.put(
                SLOT,
                snapshot.stream().key(),
                SnapshotJson.write(rules.type(), snapshot).getBytes(UTF_8)));
    }

    private void covered(Snapshot snapshot, long offset) {
        stored(snapshot);
        byte[] checkpoint = new Checkpoint(offset, snapshot.head(), snapshot.time(), 0).write();
        store.write(changes -> changes.put(SLOT, Checkpoint.KEY, checkpoint));
    }

    private Replayed replay() {
        var closures = new Closures(new ClearContent());
        List<Replayed> replayed = replay(closures);
        assertThat(closures.reasons()).isEmpty();
        return replayed.getFirst();
    }

    private String whyClosed() {
        var closures = new Closures(new ClearContent());
        assertThat(replay(closures)).isEmpty();
        return closures.reasons().getOrDefault(SLOT, "not closed");
    }

    private List<Replayed> replay(Closures closures) {
        var partition = new TopicPartition(kafka.topics().events("account"), 0);
        long end = kafka.records(kafka.topics().events("account")).size();
        var settings = new Workplace(kafka, folder).settings("one", Optional.empty(), Aggregates.ACCOUNT);
        try (var consumer = kafka.reader()) {
            return new Replay(settings, store, consumer, Workplace.metrics())
                    .run(List.of(SLOT), Map.of(partition, end), closures);
        }
    }
}
