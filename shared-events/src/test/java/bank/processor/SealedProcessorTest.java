package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.Account.Active;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.personal.TestContent;
import bank.verify.Verification;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.ContentCipher;
import bank.wire.ContentRecords;
import bank.wire.DeadLetters;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A processor that seals all content, and one that no longer does or does not yet. */
class SealedProcessorTest {

    /** As JSON would show it. */
    private static final String BALANCE = "271828.18";

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final ContentCipher sealing = TestContent.sealing();
    private final ContentCipher opening = TestContent.opening();

    private Processor start(String name, ContentCipher content) {
        return new Workplace(kafka, folder, content).start(name, Aggregates.ACCOUNT);
    }

    private static Money balance(Reply reply) {
        return ((Active) ((Reply.Accepted) reply).after().state()).balance();
    }

    private static CommandEnvelope keyedDeposit() {
        return Workplace.keyed(
                Workplace.command(account("acc-1"), new Deposit(Money.of("31415.92"))), "key", "deposit of it");
    }

    @Test
    void whoeverComesNextReadsWhatWasWrittenUnderAnotherSetting() throws Exception {
        List<ContentCipher> settings = List.of(opening, sealing, opening, sealing);
        Money expected = Money.of(BALANCE);
        for (int life = 0; life < settings.size(); life++) {
            // Every other one has lost the local store too.
            try (var processor = start("one" + life / 2, settings.get(life))) {
                if (life == 0) {
                    Workplace.run(processor, account("acc-1"), new Open(new Personal("x"), expected));
                }
                expected = expected.plus(Money.of(1));
                assertThat(balance(Workplace.run(processor, account("acc-1"), new Deposit(Money.of(1)))))
                        .isEqualTo(life == 0 ? expected : expected.plus(Money.of("31415.92")));

                Reply kept = Workplace.outcome(processor.submit(keyedDeposit()));
                assertThat(((Reply.Accepted) kept).replayed()).isEqualTo(life > 0);
            }
        }
        var report = new Verification(kafka.kafka(), kafka.topics()).run(List.of("account"), 1);
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(6);
        assertThat(kafka.records(kafka.topics().events("account")))
                .extracting(record -> ContentCipher.isSealed(record.value()))
                .containsExactly(false, false, false, true, false, true);
    }

    @Test
    void aStreamThatEndsBeforeItsSealedSnapshotIsFoundWithoutAKey() throws Exception {
        try (var processor = start("one", sealing)) {
            Workplace.run(processor, account("acc-1"), new Open(new Personal("x"), Money.ZERO));
        }
        var snapshot = kafka.records(kafka.topics().snapshots("account")).stream()
                .filter(row -> ContentCipher.isSealed(row.value()))
                .findFirst()
                .orElseThrow();
        var headers = snapshot.headers().remove("version");
        headers.add("version", "2".getBytes(UTF_8));
        send(new ProducerRecord<>(snapshot.topic(), 0, snapshot.key(), snapshot.value(), headers));

        var report = new Verification(kafka.kafka(), kafka.topics()).run(List.of("account"), 1);
        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.problem())
                        .isEqualTo("ends at version 1, but there is a snapshot of version 2"));
    }

    @Test
    void neitherATopicNorAFileNorADefectsDeadLetterTellsWhatWasSaid() throws Exception {
        var rules = new PausingRules();
        try (var processor = new Workplace(kafka, folder, sealing).start("one", rules.type())) {
            Workplace.run(processor, account("acc-1"), new Open(new Personal("Wilhelmina"), Money.of(BALANCE)));
            Workplace.outcome(processor.submit(keyedDeposit()));
            var defect = Workplace.command(account("acc-1"), new Deposit(PausingRules.DEFECT));
            assertThat(Workplace.outcome(processor.submit(defect))).isInstanceOf(Reply.Defect.class);
        }

        var letter = kafka.records(kafka.topics().deadLetters()).getFirst();
        assertThat(DeadLetters.read(sealing, letter).cause()).isEqualTo("IllegalStateException: a defect");
        assertThat(CommandRecords.fromRecord(Aggregates.ACCOUNT, ContentRecords.open(sealing, letter))
                        .command()
                        .command())
                .isEqualTo(new Deposit(PausingRules.DEFECT));
        for (String topic : List.of(
                kafka.topics().events("account"),
                kafka.topics().snapshots("account"),
                kafka.topics().deadLetters())) {
            assertThat(kafka.records(topic)).isNotEmpty().noneMatch(SealedProcessorTest::tells);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().noneMatch(SealedProcessorTest::tells);
        }
    }

    @Test
    void aSealedCommandThatWasTamperedWithIsADeadLetterAndTheNextIsDealtWith() throws Exception {
        try (var processor = start("one", sealing)) {
            Workplace.run(processor, account("acc-1"), new Open(new Personal("x"), Money.ZERO));
            var tampered = byTopic(new Deposit(Money.of(1)));
            tampered.value()[tampered.value().length - 1] ^= 1;
            send(tampered);
            send(byTopic(new Deposit(Money.of(2))));
            await().until(() -> kafka.records(kafka.topics().events("account")).size() == 2);

            assertThat(balance(Workplace.run(processor, account("acc-1"), new Deposit(Money.of(3)))))
                    .isEqualTo(Money.of(5));
        }
        assertThat(kafka.records(kafka.topics().deadLetters()))
                .singleElement()
                .satisfies(
                        letter -> assertThat(DeadLetters.read(sealing, letter).cause())
                                .isEqualTo("SealedValueException: The sealed value is damaged,"
                                        + " or stood elsewhere when it was sealed"));
    }

    @Test
    void aSealedEventThatDoesNotOpenClosesItsPartitionWhichSaysWhy() throws Exception {
        try (var processor = start("one", sealing)) {
            Workplace.run(processor, account("acc-1"), new Open(new Personal("x"), Money.ZERO));
        }
        try (var processor = new Workplace(kafka, folder).begin("two", Aggregates.ACCOUNT)) {
            await().until(() -> !processor.closedPartitions().isEmpty());
            assertThat(processor.closedPartitions().values())
                    .singleElement()
                    .asString()
                    .contains("SealedValueException: The value is sealed, and there is no key to open it");
        }
    }

    private ProducerRecord<byte[], byte[]> byTopic(Deposit deposit) {
        return ContentRecords.seal(
                sealing,
                CommandRecords.toRecord(
                        kafka.topics().commands("account"),
                        0,
                        Aggregates.ACCOUNT,
                        Workplace.command(account("acc-1"), deposit),
                        new ReplyTo.Nobody()));
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(record).get();
        }
    }

    private static boolean tells(ConsumerRecord<byte[], byte[]> record) {
        var headers = new StringBuilder();
        record.headers()
                .forEach(header ->
                        headers.append(new String(header.value(), ISO_8859_1)).append('\n'));
        String value = Optional.ofNullable(record.value())
                .map(bytes -> new String(bytes, ISO_8859_1))
                .orElse("");
        return tells(value) || tells(headers.toString());
    }

    private static boolean tells(Path file) {
        try {
            return tells(Files.readString(file, ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tells(String bytes) {
        return Stream.of("271828", "31415", "99.99", "Wilhelmina", "\"amount\"", "\"balance\"", "a defect")
                .anyMatch(bytes::contains);
    }
}
