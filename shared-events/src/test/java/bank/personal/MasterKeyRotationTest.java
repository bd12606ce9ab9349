package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bank.es.Personal;
import bank.kit.TestKafka;
import bank.wire.Json;
import bank.wire.SettingException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of subjects stay what they are when they are wrapped with another master key. */
@Order(1)
class MasterKeyRotationTest {

    private static final int SUBJECTS = 20;

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void afterTheRotationTheNewMasterKeyAloneReadsAll() throws Exception {
        Map<String, Personal> encrypted = new HashMap<>();
        try (var services = start("services", only("old.key"))) {
            encrypt(services, encrypted, "before");
        }

        try (var services = start("services", both())) {
            encrypt(services, encrypted, "while");
            assertThat(rotation().run()).isEqualTo(SUBJECTS);
            encrypt(services, encrypted, "after");
            assertReads(services, encrypted);
            assertThat(rotation().run()).isZero();
        }

        for (String instance : new String[] {"services", "new"}) {
            try (var services = start(instance, only("new.key"))) {
                assertReads(services, encrypted);
            }
        }
        assertThatThrownBy(() -> start("other", only("old.key"))).hasCauseInstanceOf(SettingException.class);
    }

    @Test
    void whatWasBrokenOffGoesOn() throws Exception {
        Map<String, Personal> encrypted = new HashMap<>();
        try (var services = start("services", only("old.key"))) {
            encrypt(services, encrypted, "subject");
        }
        wrapFirstAnew();

        assertThat(rotation().run()).isEqualTo(SUBJECTS - 1);

        try (var services = start("new", only("new.key"))) {
            assertReads(services, encrypted);
        }
    }

    /** As a rotation does that is killed behind its first record. */
    private void wrapFirstAnew() throws Exception {
        var first = kafka.records(kafka.topics().subjectKeys()).getFirst();
        WrappedKey again = Json.read(first.value(), WrappedKey.class).rewrapped(both(), new String(first.key(), UTF_8));
        write(first.key(), first.partition(), again);
    }

    @Test
    void aKeyThatLostTheRaceStaysBehindTheOneThatWasWrappedAnew() throws Exception {
        Map<String, Personal> encrypted = new HashMap<>();
        try (var services = start("services", only("old.key"))) {
            encrypt(services, encrypted, "subject");
        }
        var first = kafka.records(kafka.topics().subjectKeys()).getFirst();
        String loser = new KeyRecord(KeyRecord.parse(first.key()).subject(), "key-loser").text();
        long place = write(loser.getBytes(UTF_8), first.partition(), WrappedKey.fresh(both().current(), loser));

        rotation().run();
        removeBefore(first.partition(), place);

        try (var services = start("new", only("new.key"))) {
            assertReads(services, encrypted);
        }
    }

    /** As compaction leaves the topic: without the first records of keys that were wrapped anew. */
    private void removeBefore(int partition, long offset) throws Exception {
        try (var admin = Admin.create(kafka.kafka().admin())) {
            // Of a topic that is only compacted, the broker removes nothing on demand.
            var topic =
                    new ConfigResource(ConfigResource.Type.TOPIC, kafka.topics().subjectKeys());
            var deletable = new AlterConfigOp(
                    new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(deletable)))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(
                            new TopicPartition(kafka.topics().subjectKeys(), partition),
                            RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private void encrypt(TopicSubjectKeys keys, Map<String, Personal> encrypted, String name) throws Exception {
        for (int i = 0; i < SUBJECTS; i++) {
            String subject = "main/" + name + "-" + i;
            encrypted.put(subject, keys.findOrCreate(subject).get(5, SECONDS).encrypt(subject));
        }
    }

    private static void assertReads(TopicSubjectKeys keys, Map<String, Personal> encrypted) {
        encrypted.forEach((subject, ciphertext) -> Awaitility.await()
                .untilAsserted(() -> assertThat(keys.find(subject))
                        .hasValueSatisfying(key ->
                                assertThat(key.decrypt(ciphertext).textValue()).isEqualTo(subject))));
    }

    private long write(byte[] key, int partition, WrappedKey value) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            return producer.send(new ProducerRecord<>(
                            kafka.topics().subjectKeys(),
                            partition,
                            key,
                            Json.write(value).getBytes(UTF_8)))
                    .get()
                    .offset();
        }
    }

    private MasterKeyRotation rotation() {
        return new MasterKeyRotation(kafka.kafka(), kafka.topics(), both());
    }

    private MasterKeys both() {
        return new MasterKeys(key("new.key"), Optional.of(key("old.key")));
    }

    private MasterKeys only(String name) {
        return new MasterKeys(key(name), Optional.empty());
    }

    private MasterKey key(String name) {
        Path file = folder.resolve(name);
        MasterKey.createIfMissing(file);
        return MasterKey.read(file);
    }

    private TopicSubjectKeys start(String instance, MasterKeys masters) throws Exception {
        var keys = TopicSubjectKeys.start(
                kafka.kafka(),
                kafka.topics(),
                kafka.partitions(),
                masters,
                folder.resolve(instance),
                Encryption.DECLARED);
        try {
            keys.ready().get(10, SECONDS);
            return keys;
        } catch (Exception e) {
            keys.close();
            throw e;
        }
    }
}
