package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyExpiryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = START.plus(Duration.ofHours(24));
    private static final Duration TICK = Duration.ofMillis(1);
    private static final StreamId ACCOUNT = account("acc-a");
    private static final Slot SLOT = new Slot("account", 0);

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private volatile Instant now = START;

    @Test
    void aKeyIsKnownForADayAndThenNewAgain() throws Exception {
        try (var processor = start()) {
            open(processor);
            deposit(processor, "key");

            now = EXPIRY.minus(TICK);
            assertThat(deposit(processor, "key").replayed()).isTrue();

            now = EXPIRY;
            assertThat(deposit(processor, "key").replayed()).isFalse();
        }
        assertThat(new Workplace(kafka, folder).events("account")).hasSize(3);
    }

    /** Whoever leaves commands to the topic has ids for them that follow from his keys. */
    @Test
    void whatComesOfACommandsIdThatIsUsedAgainAfterADayHasIdsOfItsOwn() throws Exception {
        try (var processor = start()) {
            open(processor);
            var deposit = Workplace.keyed(Workplace.command(ACCOUNT, new Deposit(Money.of(1))), "key", "deposit 1");

            var first = (Reply.Accepted) Workplace.outcome(processor.submit(deposit));
            now = EXPIRY;
            var second = (Reply.Accepted) Workplace.outcome(processor.submit(deposit));

            assertThat(second.events().getFirst().id())
                    .isNotEqualTo(first.events().getFirst().id());
        }
    }

    @Test
    void afterADayNothingOfAKeyIsLeft() throws Exception {
        try (var processor = start()) {
            open(processor);
            deposit(processor, "key");

            now = EXPIRY.plus(TICK);

            await().until(() -> forgotten().equals(List.of(row("key"))));
        }
        assertThat(stored("key")).isEmpty();
    }

    @Test
    void aKeyThatIsUsedAgainIsNotForgottenWithItsFirstUse() throws Exception {
        try (var processor = start()) {
            open(processor);
            deposit(processor, "key");
            deposit(processor, "another key");
        }
        assertThat(stored("key")).isPresent();
        now = EXPIRY;
        try (var processor = start()) {
            deposit(processor, "key");

            now = EXPIRY.plus(TICK);

            await().until(() -> !forgotten().isEmpty());
            assertThat(deposit(processor, "key").replayed()).isTrue();
        }
        assertThat(forgotten()).containsExactly(row("another key"));
        assertThat(stored("key")).isPresent();
    }

    private Processor start() {
        var settings = new Workplace(kafka, folder).settings("one", Optional.empty(), Aggregates.ACCOUNT);
        var processor = Processor.start(settings, () -> now);
        await().until(processor::ready);
        return processor;
    }

    private static void open(Processor processor) throws Exception {
        Workplace.run(processor, ACCOUNT, new Open(new Personal("x"), Money.ZERO));
    }

    private static Reply.Accepted deposit(Processor processor, String key) throws Exception {
        var deposit = Workplace.keyed(Workplace.command(ACCOUNT, new Deposit(Money.of(1))), key, "deposit 1");
        return (Reply.Accepted) Workplace.outcome(processor.submit(deposit));
    }

    private static String row(String key) {
        return IdempotencyRecord.key(ACCOUNT.key(), key);
    }

    /** The keys that the snapshot topic has tombstones of. */
    private List<String> forgotten() {
        return kafka.records(kafka.topics().snapshots("account")).stream()
                .filter(record -> record.value() == null)
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    /** What the local store of the processor that has ended holds of the key. */
    private Optional<byte[]> stored(String key) {
        try (var store = Store.open(folder.resolve("one").resolve("store"), new ClearContent())) {
            return store.record(SLOT, row(key));
        }
    }
}
