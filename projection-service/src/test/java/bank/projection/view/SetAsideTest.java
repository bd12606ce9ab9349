package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Open;
import bank.account.AccountEvent;
import bank.es.Envelope;
import bank.es.Personal;
import bank.money.Money;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is none of our records goes to the dead letters with its cause, and what comes behind it goes on. */
class SetAsideTest {

    @TempDir
    Path folder;

    static Stream<Arguments> notEvents() {
        String topic = TestViews.TOPICS.events("account");
        byte[] key = "main/acc-1".getBytes(UTF_8);
        byte[] value = "{}".getBytes(UTF_8);
        return Stream.of(
                Arguments.of("without headers", new ProducerRecord<>(topic, 0, 1L, key, value)),
                Arguments.of("without a value", new ProducerRecord<>(topic, 0, 1L, key, (byte[]) null)),
                Arguments.of("without a key", new ProducerRecord<>(topic, 0, 1L, (byte[]) null, value)),
                Arguments.of("of another type", of("AccountPainted", 1)),
                Arguments.of("of another schema", of("AccountOpened", 2)),
                Arguments.of("with a strange version", with("version", "one")),
                Arguments.of("with version 0", with("version", "0")),
                Arguments.of("too large", new ProducerRecord<>(topic, 0, 1L, key, new byte[1_000_000])),
                Arguments.of(
                        "an outcome that is none",
                        new ProducerRecord<>(TestViews.TOPICS.outcomes(), 0, 1L, "cmd-1".getBytes(UTF_8), value)),
                Arguments.of(
                        "an outcome without a command's id",
                        new ProducerRecord<>(TestViews.TOPICS.outcomes(), 0, 1L, "?".getBytes(UTF_8), value)));
    }

    private static ProducerRecord<byte[], byte[]> with(String header, String text) {
        var record = opened(account("acc-1")).getFirst();
        record.headers().remove(header);
        record.headers().add(header, text.getBytes(UTF_8));
        return record;
    }

    /** An event that is whole, but of no type that we know. */
    private static ProducerRecord<byte[], byte[]> of(String type, int schema) {
        var account = account("acc-1");
        opened(account);
        Envelope opening = account.events().getFirst();
        return StreamWriter.record(StreamWriter.sealed(new Envelope(
                opening.stream(),
                1,
                opening.id(),
                type,
                schema,
                opening.time(),
                opening.cause(),
                opening.data(),
                "",
                "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notEvents")
    void aRecordThatIsNoneOfOursIsSetAsideWithItsCause(String what, ProducerRecord<byte[], byte[]> record) {
        var alice = account("acc-alice");
        try (var views = new TestViews(folder)) {
            views.read(record);

            List<TestRecord<byte[], byte[]>> letters = views.deadLetters();
            assertThat(letters).hasSize(1);
            assertThat(header(letters.getFirst(), "deadletter_topic")).isEqualTo(record.topic());
            assertThat(header(letters.getFirst(), "deadletter_offset")).isEqualTo("0");
            assertThat(header(letters.getFirst(), "deadletter_cause")).isNotEmpty();
            views.read(opened(alice));
            assertThat(views.head(alice).version()).isEqualTo(1);
        }
    }

    @Test
    void aRecordInAForeignPartitionIsSetAside() {
        try (var two = new TestViews(folder.resolve("two"), 1_000)) {
            two.read(opened(account("acc-alice")));

            assertThat(header(two.deadLetters().getFirst(), "deadletter_cause")).contains("its key belongs into");
        }
    }

    private static StreamWriter<AccountCommand, AccountEvent, Account> account(String id) {
        return new StreamWriter<>(Aggregates.ACCOUNT, id);
    }

    private static List<ProducerRecord<byte[], byte[]>> opened(
            StreamWriter<AccountCommand, AccountEvent, Account> account) {
        return account.decide(new Open(new Personal("v1.key.cipher"), Money.of(100)), TestViews.START);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
