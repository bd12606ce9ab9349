package bank.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.es.Personal;
import bank.wire.Environment;
import bank.wire.Ids;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.SettingException;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSubjectKeysTest {

    private static final String ALICE = "main/acc-alice";
    private static final int PARTITIONS = 2;

    @TempDir
    private static Path brokerFolder;

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private Topics topics = new Topics("unset");
    private Partitions partitions = new Partitions(PARTITIONS);

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(brokerFolder, 0, false);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        topics = new Topics(Ids.random("t"));
        try (var admin = Admin.create(kafka().admin())) {
            partitions = new TopicInitialiser(admin, Aggregates.BANK, topics, PARTITIONS, 1).run();
        }
    }

    @Test
    void whatOneInstanceEncryptsAnotherDecrypts() throws Exception {
        try (var one = start("one");
                var other = start("other")) {
            Personal ciphertext = one.findOrCreate(ALICE).get(5, SECONDS).encrypt("Alice");

            Awaitility.await().until(() -> other.find(ALICE).isPresent());
            assertThat(other.find(ALICE).orElseThrow().decrypt(ciphertext).textValue())
                    .isEqualTo("Alice");
        }
    }

    @Test
    void instancesThatMeetASubjectAtOnceAgreeOnItsKey() throws Exception {
        try (var one = start("one");
                var other = start("other")) {
            List<String> subjects =
                    IntStream.range(0, 200).mapToObj(i -> "main/acc-" + i).toList();
            Map<String, List<CompletableFuture<SubjectKey>>> created = subjects.stream()
                    .collect(Collectors.toMap(
                            subject -> subject,
                            subject -> List.of(
                                    one.findOrCreate(subject),
                                    other.findOrCreate(subject),
                                    one.findOrCreate(subject))));

            for (var keys : created.values()) {
                Personal ciphertext = keys.get(0).get(5, SECONDS).encrypt("somebody");
                for (var key : keys) {
                    assertThat(key.get(5, SECONDS).decrypt(ciphertext).textValue())
                            .isEqualTo("somebody");
                }
            }
        }
    }

    @Test
    void theKeyIsTheSameAfterARestart() throws Exception {
        Personal ciphertext;
        try (var keys = start("one")) {
            ciphertext = keys.findOrCreate(ALICE).get(5, SECONDS).encrypt("Alice");
        }

        try (var keys = start("one")) {
            assertThat(keys.find(ALICE).orElseThrow().decrypt(ciphertext).textValue())
                    .isEqualTo("Alice");
        }
    }

    @Test
    void aLocalStoreOfAnotherTopicIsThrownAway() throws Exception {
        try (var keys = start("one")) {
            assertThat(keys.findOrCreate(ALICE).get(5, SECONDS)).isNotNull();
        }
        createTopics();
        Personal ciphertext;
        try (var keys = start("other")) {
            ciphertext = keys.findOrCreate(ALICE).get(5, SECONDS).encrypt("Alice");
        }

        try (var keys = start("one")) {
            assertThat(keys.find(ALICE).orElseThrow().decrypt(ciphertext).textValue())
                    .isEqualTo("Alice");
        }
    }

    @Test
    void anotherMasterKeyIsToldAtTheStartWithAndWithoutALocalStore() throws Exception {
        try (var keys = start("one")) {
            assertThat(keys.findOrCreate(ALICE).get(5, SECONDS)).isNotNull();
        }
        for (String instance : List.of("one", "new")) {
            try (var keys = begun(instance, "other.key")) {
                assertThatThrownBy(() -> keys.ready().get(5, SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SettingException.class)
                        .hasMessageContaining("The personal data was encrypted under master key mk-");
            }
        }
    }

    @Test
    void recordsOfAnotherFormAreLeftOut() throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka().producer());
                var keys = start("one")) {
            int partition = partitions.of(ALICE);
            for (String key : List.of("no-slash", ALICE + "/key-broken")) {
                producer.send(new ProducerRecord<>(
                                topics.subjectKeys(), partition, key.getBytes(UTF_8), new byte[] {'{'}))
                        .get();
            }

            assertThat(keys.findOrCreate(ALICE).get(5, SECONDS)).isNotNull();
        }
    }

    @Test
    void aTombstoneTakesTheKeyAway() throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka().producer());
                var keys = start("one")) {
            Personal ciphertext = keys.findOrCreate(ALICE).get(5, SECONDS).encrypt("Alice");
            String recordKey = ALICE + "/" + ciphertext.ciphertext().split("\\.", -1)[1];

            producer.send(new ProducerRecord<>(
                            topics.subjectKeys(), partitions.of(ALICE), recordKey.getBytes(UTF_8), null))
                    .get();

            Awaitility.await().until(() -> keys.find(ALICE).isEmpty());
        }
    }

    @Test
    void noKeyLiesUnwrappedOnTheDisk() throws Exception {
        try (var keys = start("one")) {
            assertThat(keys.findOrCreate(ALICE).get(5, SECONDS)).isNotNull();
        }
        byte[] clear = unwrapped();

        assertThat(containsOnDisk(brokerFolder, clear)).isFalse();
        assertThat(containsOnDisk(folder, clear)).isFalse();
        assertThat(containsOnDisk(folder, ALICE.getBytes(UTF_8))).isTrue();
    }

    private byte[] unwrapped() {
        try (var store = SubjectKeyStore.open(folder.resolve("one"))) {
            var row = store.find(ALICE).orElseThrow();
            return WrappedKey.parse(row.value())
                    .unwrap(master("master.key"), row.key().text());
        }
    }

    private static boolean containsOnDisk(Path folder, byte[] wanted) throws IOException {
        String needle = new String(wanted, ISO_8859_1);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, ISO_8859_1).contains(needle)) {
                    return true;
                }
            }
        }
        return false;
    }

    private TopicSubjectKeys start(String instance) throws Exception {
        var keys = begun(instance, "master.key");
        keys.ready().get(10, SECONDS);
        return keys;
    }

    private TopicSubjectKeys begun(String instance, String masterKey) {
        return TopicSubjectKeys.start(
                kafka(), topics, partitions, master(masterKey), folder.resolve(instance), Encryption.DECLARED);
    }

    private MasterKeys master(String name) {
        Path file = folder.resolve(name);
        MasterKey.createIfMissing(file);
        return MasterKeys.from(new Environment(Map.of()).with(Setting.MASTER_KEY_FILE, file.toString()));
    }

    private static KafkaSettings kafka() {
        return new KafkaSettings(broker.bootstrap());
    }
}
