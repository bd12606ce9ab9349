package bank.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.CommandRecords;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with the records of one partition is no reason to leave the others without an owner. */
class ClosedPartitionTest {

    private static final Slot DAMAGED = new Slot("account", 0);

    private final TestKafka kafka = TestKafka.withPartitions(2);
    private final Workplace workplace;
    private final StreamId inDamaged;
    private final StreamId inOther;

    ClosedPartitionTest(@TempDir Path folder) {
        workplace = new Workplace(kafka, folder);
        inDamaged = workplace.accountIn(0);
        inOther = workplace.accountIn(1);
    }

    @BeforeEach
    void open() throws Exception {
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            Workplace.run(processor, inDamaged, new Open(new Personal("x"), Money.ZERO));
            Workplace.run(processor, inOther, new Open(new Personal("x"), Money.ZERO));
        }
    }

    enum Damage {
        EVENT_THAT_EXTENDS_NOTHING("does not fit") {
            @Override
            ProducerRecord<byte[], byte[]> record(ClosedPartitionTest test) {
                return test.event(7, "MoneyDeposited");
            }
        },
        EVENT_THAT_NO_RULES_KNOW("UnknownTypeException") {
            @Override
            ProducerRecord<byte[], byte[]> record(ClosedPartitionTest test) {
                return test.event(2, "AccountBlessed");
            }
        },
        CHECKPOINT_THAT_IS_NONE("its checkpoint") {
            @Override
            ProducerRecord<byte[], byte[]> record(ClosedPartitionTest test) {
                return test.row(Checkpoint.KEY, "no checkpoint");
            }
        },
        KEPT_ANSWER_THAT_IS_NONE("at offset") {
            @Override
            ProducerRecord<byte[], byte[]> record(ClosedPartitionTest test) {
                return test.row(IdempotencyRecord.key("main/acc-a", "key"), "no answer");
            }
        };

        private final String reason;

        Damage(String reason) {
            this.reason = reason;
        }

        abstract ProducerRecord<byte[], byte[]> record(ClosedPartitionTest test);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void onePartitionsDamageLeavesTheOthersServed(Damage damage) throws Exception {
        write(damage.record(this));

        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            assertThat(processor.closedPartitions())
                    .hasEntrySatisfying(
                            DAMAGED.events(kafka.topics()).toString(),
                            why -> assertThat(why).contains(damage.reason))
                    .hasSize(1);
            assertThat(Workplace.run(processor, inDamaged, new Deposit(Money.of(1))))
                    .isEqualTo(
                            new Reply.Unavailable("The account's partition is closed until its records are mended."));
            assertThat(Workplace.run(processor, inOther, new Deposit(Money.of(1))))
                    .isInstanceOf(Reply.Accepted.class);
        }
    }

    @Test
    void aPartitionThatIsMendedIsTakenOverAndWhatWaitedInItsTopicIsDecided() throws Exception {
        write(row(Checkpoint.KEY, "no checkpoint"));
        write(CommandRecords.toRecord(
                kafka.topics().commands("account"),
                0,
                Aggregates.ACCOUNT,
                Workplace.command(inDamaged, new Deposit(Money.of(2))),
                new ReplyTo.Nobody()));

        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            assertThat(processor.closedPartitions()).isNotEmpty();

            write(row(Checkpoint.KEY, null));

            await().until(() -> processor.closedPartitions().isEmpty());
            assertThat(Workplace.run(processor, inDamaged, new Deposit(Money.of(3))))
                    .isInstanceOf(Reply.Accepted.class);
            await().untilAsserted(() -> assertThat(workplace.events("account"))
                    .filteredOn(event -> event.stream().equals(inDamaged))
                    .extracting(Envelope::data)
                    .contains("{\"amount\":2}", "{\"amount\":3}"));
        }
    }

    /** An event whose hashes are right, in the damaged partition. */
    private ProducerRecord<byte[], byte[]> event(long version, String type) {
        Envelope last = workplace.events("account").stream()
                .filter(event -> event.stream().equals(inDamaged))
                .toList()
                .getLast();
        var unsealed = new Envelope(
                inDamaged,
                version,
                "evt-strange",
                type,
                last.schemaVersion(),
                last.time(),
                last.cause(),
                "{\"amount\":1}",
                last.hash(),
                "");
        return EventRecords.toRecord(
                kafka.topics().events("account"), 0, unsealed.withHash(HashChain.hashOf(unsealed)));
    }

    private ProducerRecord<byte[], byte[]> row(String key, @Nullable String value) {
        return new Outgoing(Aggregates.BANK, kafka.topics(), kafka.partitions(), new ClearContent())
                .row(DAMAGED, key, value == null ? null : value.getBytes(UTF_8));
    }

    private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(record).get();
        }
    }
}
