package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Personal;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.verify.Report;
import bank.verify.Verification;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private static final int ACCOUNTS = 10;

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void whatAProcessorWroteVerifiesUntilSomebodyElseWrites() throws Exception {
        write();

        Report before = verify();
        assertThat(before.findings()).isEmpty();
        assertThat(before.events()).isEqualTo(2 * ACCOUNTS);
        assertThat(before.streams()).isEqualTo(ACCOUNTS);

        repeatTheFirstEvent();

        Report after = verify();
        assertThat(after.valid()).isFalse();
        assertThat(after.findings()).singleElement().satisfies(found -> {
            assertThat(found.topic()).isEqualTo(kafka.topics().events("account"));
            assertThat(found.problem()).isEqualTo("is version 1, which was there before");
        });
    }

    /** The processor leaves a checkpoint behind, so there are snapshots. */
    private void write() throws Exception {
        try (var processor = new Workplace(kafka, folder).start("one", Aggregates.ACCOUNT)) {
            for (int i = 0; i < ACCOUNTS; i++) {
                Workplace.run(processor, account("acc-" + i), new Open(new Personal("x"), Money.ZERO));
                Workplace.run(processor, account("acc-" + i), new Deposit(Money.of(1)));
            }
        }
        assertThat(kafka.records(kafka.topics().snapshots("account"))).hasSizeGreaterThanOrEqualTo(ACCOUNTS);
    }

    private void repeatTheFirstEvent() throws Exception {
        var first = kafka.records(kafka.topics().events("account")).getFirst();
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(new ProducerRecord<>(
                            first.topic(), first.partition(), first.key(), first.value(), first.headers()))
                    .get();
        }
    }

    private Report verify() throws InterruptedException {
        return new Verification(kafka.kafka(), kafka.topics()).run(List.of("account"), 2);
    }
}
