package bank.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountEvent;
import bank.account.AccountEvent.AccountOpened;
import bank.account.AccountEvent.MoneyDeposited;
import bank.es.Envelope;
import bank.es.Personal;
import bank.kit.Envelopes;
import bank.money.Money;
import bank.verify.ChainCheck.Link;
import bank.verify.ChainCheck.Part;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChainCheckTest {

    private static final int EVENTS = 5;

    private static final String TOPIC = "bank.account.events";
    private static final Partitions ONE = new Partitions(1);

    private final Map<String, Link> snapshots = new HashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();

    /** What somebody does to the records of one stream, and what is said of it. */
    record Damage(String name, UnaryOperator<List<ProducerRecord<byte[], byte[]>>> deed, String problem, int behind) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage("a value is changed", changed(2, ChainCheckTest::withMoreMoney), "was changed", 2),
                new Damage("a header is changed", changed(2, ChainCheckTest::byAnother), "was changed", 2),
                new Damage("an event is removed", without(2), "is version 4 right behind version 2", 1),
                new Damage("the first is removed", without(0), "is version 2 right behind version 0", 3),
                new Damage("an event is doubled", doubled(2), "is version 3, which was there before", 0),
                new Damage("two change places", swapped(2), "is version 4 right behind version 2", 1),
                new Damage("another history follows", changed(3, ChainCheckTest::ofAnotherHistory), "extend", 1),
                new Damage("it has no key", changed(4, ChainCheckTest::bare), "is no event", 0));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatWasDoneToAStreamIsFoundAndTheOthersVerify(Damage damage) {
        log.addAll(stream("acc-a"));
        log.addAll(damage.deed().apply(new ArrayList<>(stream("acc-b"))));
        log.addAll(stream("acc-c"));

        Part part = check(ONE, 0);

        assertThat(part.findings()).singleElement().satisfies(found -> {
            assertThat(found.stream()).isEqualTo(found.problem().startsWith("is no") ? "" : "main/acc-b");
            assertThat(found.problem()).contains(damage.problem());
            assertThat(found.offset()).isNotNegative();
        });
        assertThat(part.behindBreaks()).isEqualTo(damage.behind());
    }

    @Test
    void streamsThatNobodyTouchedVerify() {
        log.addAll(stream("acc-a"));
        log.addAll(stream("acc-b"));

        Part part = check(ONE, 0);

        assertThat(part.findings()).isEmpty();
        assertThat(part.found()).isZero();
        assertThat(part.streams()).isEqualTo(2);
    }

    @Test
    void anEventInThePartitionOfAnotherKeyIsFound() {
        log.addAll(stream("acc-a"));
        var two = new Partitions(2);
        int other = 1 - two.of(log.getFirst().key());

        assertThat(check(two, other).findings())
                .singleElement()
                .satisfies(found -> assertThat(found.problem()).startsWith("belongs into partition"));
    }

    @Test
    void ofMuchThatIsWrongTheFirstIsNamedAndAllIsCounted() {
        for (int i = 0; i < 1_500; i++) {
            log.add(new ProducerRecord<>(TOPIC, 0, null, new byte[0]));
        }

        Part part = check(ONE, 0);

        assertThat(part.findings()).hasSize(1_000);
        assertThat(part.found()).isEqualTo(1_500);
    }

    @Test
    void theEndOfAStreamIsMissedWhereThereIsASnapshotOfIt() {
        log.addAll(stream("acc-a").subList(0, 3));
        snapshots.put("main/acc-a", new Link(5, "hash"));

        assertThat(check(ONE, 0).findings()).singleElement().satisfies(found -> {
            assertThat(found.problem()).isEqualTo("ends at version 3, but there is a snapshot of version 5");
            assertThat(found.offset()).isEqualTo(-1);
        });
    }

    @Test
    void anotherHistoryThanTheSnapshotsIsFound() {
        log.addAll(stream("acc-a"));
        snapshots.put("main/acc-a", new Link(3, "hash"));

        assertThat(check(ONE, 0).findings())
                .singleElement()
                .satisfies(found ->
                        assertThat(found.problem()).isEqualTo("is not the version 3 of which there is a snapshot"));
    }

    private Part check(Partitions partitions, int partition) {
        var check = new ChainCheck(TOPIC, partition, partitions, snapshots);
        for (int offset = 0; offset < log.size(); offset++) {
            var record = log.get(offset);
            check.take(new ConsumerRecord<>(
                    TOPIC,
                    partition,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty()));
        }
        return check.end();
    }

    private static List<ProducerRecord<byte[], byte[]>> stream(String id) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        String head = HashChain.START;
        for (int version = 1; version <= EVENTS; version++) {
            Envelope event = event(id, version, head, Money.of(version));
            records.add(EventRecords.toRecord(TOPIC, 0, event));
            head = event.hash();
        }
        return records;
    }

    private static Envelope event(String id, int version, String head, Money amount) {
        AccountEvent event = version == 1
                ? new AccountOpened(new Personal("x"), amount)
                : new MoneyDeposited(amount, Optional.empty(), Optional.empty());
        return Envelopes.of(Aggregates.ACCOUNT, id, version, head, event);
    }

    private static UnaryOperator<List<ProducerRecord<byte[], byte[]>>> changed(
            int index, UnaryOperator<ProducerRecord<byte[], byte[]>> deed) {
        return records -> {
            records.set(index, deed.apply(records.get(index)));
            return records;
        };
    }

    private static UnaryOperator<List<ProducerRecord<byte[], byte[]>>> without(int index) {
        return records -> {
            records.remove(index);
            return records;
        };
    }

    private static UnaryOperator<List<ProducerRecord<byte[], byte[]>>> doubled(int index) {
        return records -> {
            records.add(index + 1, records.get(index));
            return records;
        };
    }

    private static UnaryOperator<List<ProducerRecord<byte[], byte[]>>> swapped(int index) {
        return records -> {
            records.add(index, records.remove(index + 1));
            return records;
        };
    }

    private static ProducerRecord<byte[], byte[]> withMoreMoney(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                record.key(),
                "{\"amount\":1000000}".getBytes(UTF_8),
                record.headers());
    }

    private static ProducerRecord<byte[], byte[]> byAnother(ProducerRecord<byte[], byte[]> record) {
        record.headers().remove("actor").add("actor", "mallory".getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> bare(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), null, record.value());
    }

    private static ProducerRecord<byte[], byte[]> ofAnotherHistory(ProducerRecord<byte[], byte[]> record) {
        Envelope event = event("acc-b", 4, "the hash of another version 3", Money.of(1));
        var other = EventRecords.toRecord(record.topic(), 0, event);
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), other.value(), other.headers());
    }
}
