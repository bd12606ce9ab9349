package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.kit.TestKafka;
import bank.wire.ContentCipher;
import bank.wire.Environment;
import bank.wire.Place;
import bank.wire.SealedValueException;
import bank.wire.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of all content is one for all instances, for ever, whatever master key it is under. */
class ContentKeyTest {

    private static final Place PLACE = Place.reply("cmd-1");
    private static final byte[] CLEAR = "{\"amount\":250.5}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    private Environment environment(String instance, String encrypt, String masterKey) {
        Path file = folder.resolve(masterKey);
        MasterKey.createIfMissing(file);
        return new Environment(Map.of())
                .with(Setting.KAFKA_BOOTSTRAP, kafka.kafka().bootstrap())
                .with(Setting.TOPIC_PREFIX, kafka.topics().prefix())
                .with(Setting.DATA_DIR, folder.resolve(instance).toString())
                .with(Setting.MASTER_KEY_FILE, file.toString())
                .with(Setting.ENCRYPT, encrypt);
    }

    private TopicSubjectKeys begin(String instance, String encrypt, String masterKey) {
        return TopicSubjectKeys.start(environment(instance, encrypt, masterKey), kafka.partitions(), "keys");
    }

    @Test
    void instancesThatStartAtOnceSealWithOneKey() throws Exception {
        try (var one = begin("one", "all", "master.key");
                var other = begin("other", "all", "master.key")) {
            byte[] ofOne = one.content().seal(PLACE, CLEAR);
            byte[] ofOther = other.content().seal(PLACE, CLEAR);
            one.ready().get(10, SECONDS);
            other.ready().get(10, SECONDS);

            assertThat(one.content().open(PLACE, ofOther)).isEqualTo(CLEAR);
            assertThat(other.content().open(PLACE, ofOne)).isEqualTo(CLEAR);
        }
    }

    @Test
    void whoSealsNothingOpensWhatAnotherHasJustSealedWithANewKey() throws Exception {
        for (String encrypt : List.of("declared", "none")) {
            try (var reader = begin("reader-" + encrypt, encrypt, "master.key")) {
                reader.ready().get(10, SECONDS);
                try (var writer = begin("writer-" + encrypt, "all", "master.key")) {
                    byte[] sealed = writer.content().seal(PLACE, CLEAR);

                    assertThat(reader.content().open(PLACE, sealed)).isEqualTo(CLEAR);
                    assertThat(reader.content().seal(PLACE, CLEAR)).isEqualTo(CLEAR);
                }
            }
        }
    }

    @Test
    void whoHasOnlyBegunToReadTheKeysOpensWhatWasSealedLongAgo() {
        byte[] sealed;
        try (var writer = begin("writer", "all", "master.key")) {
            sealed = writer.content().seal(PLACE, CLEAR);
        }
        for (String instance : List.of("writer", "new")) {
            try (var reader = begin(instance, "declared", "master.key")) {
                assertThat(reader.content().open(PLACE, sealed)).isEqualTo(CLEAR);
            }
        }
    }

    /** It is on the topic before anything is sealed with it, so who has read the topic to its end knows. */
    @Test
    void whatWasSealedUnderAKeyThatIsNotOnTheTopicDoesNotOpen() {
        byte[] sealed;
        TestKafka elsewhere = TestKafka.withPartitions(1);
        var there = environment("elsewhere", "all", "master.key")
                .with(Setting.TOPIC_PREFIX, elsewhere.topics().prefix());
        try (var writer = TopicSubjectKeys.start(there, elsewhere.partitions(), "keys")) {
            sealed = writer.content().seal(PLACE, CLEAR);
        }
        for (String encrypt : List.of("declared", "all")) {
            try (var reader = begin("reader", encrypt, "master.key")) {
                assertThatExceptionOfType(SealedValueException.class)
                        .isThrownBy(() -> reader.content().open(PLACE, sealed));
            }
        }
    }

    @Test
    void aRotationOfTheMasterKeyLeavesWhatIsSealedAsItIs() throws Exception {
        byte[] sealed;
        try (var writer = begin("writer", "all", "old.key")) {
            sealed = writer.content().seal(PLACE, CLEAR);
        }
        MasterKey.createIfMissing(folder.resolve("new.key"));
        var both = new MasterKeys(
                MasterKey.read(folder.resolve("new.key")), Optional.of(MasterKey.read(folder.resolve("old.key"))));
        assertThat(new MasterKeyRotation(kafka.kafka(), kafka.topics(), both).run())
                .isEqualTo(1);

        try (var again = begin("again", "all", "new.key")) {
            assertThat(again.content().open(PLACE, sealed)).isEqualTo(CLEAR);
            assertThat(keyNames(again.content().seal(PLACE, CLEAR), sealed)).hasSize(1);
        }
    }

    /** Who may write to the topic must not be able to make all of the bank unreadable with one record. */
    @Test
    void nobodyForgetsOrRemovesIt() throws Exception {
        try (var writer = begin("writer", "all", "master.key")) {
            byte[] sealed = writer.content().seal(PLACE, CLEAR);
            byte[] key = kafka.records(kafka.topics().subjectKeys()).getFirst().key();
            write(key, null);
            write(KeyRecord.marker(ContentKey.SUBJECT).text().getBytes(UTF_8), new byte[] {'{', '}'});

            for (String instance : List.of("new", "another")) {
                try (var reader = begin(instance, "all", "master.key")) {
                    reader.ready().get(10, SECONDS);
                    assertThat(reader.content().open(PLACE, sealed)).isEqualTo(CLEAR);
                    assertThat(keyNames(reader.content().seal(PLACE, CLEAR), sealed))
                            .hasSize(1);
                }
            }
            assertThat(writer.content().open(PLACE, sealed)).isEqualTo(CLEAR);
        }
    }

    private void write(byte[] key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(new ProducerRecord<>(
                            kafka.topics().subjectKeys(), kafka.partitions().of(ContentKey.SUBJECT), key, value))
                    .get();
        }
    }

    private static Stream<String> keyNames(byte[]... sealed) {
        return Stream.of(sealed)
                .peek(value -> assertThat(ContentCipher.isSealed(value)).isTrue())
                .map(value -> new String(value, 3, value[2], UTF_8))
                .distinct();
    }
}
