package bank.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountEvent.OwnerForgotten;
import bank.es.Personal;
import bank.kit.Envelopes;
import bank.kit.TestKafka;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subject whose marker stands on the topic has no key any more, wherever one was. */
class ForgettingTest {

    private static final String SUBJECT = "main/acc-alice";

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void noInstanceHasAKeyOfAForgottenSubjectOrMakesOne() throws Exception {
        try (var one = start("one");
                var other = start("other")) {
            String bobs = "main/acc-bob";
            Personal ciphertext = one.findOrCreate(bobs).get(5, SECONDS).encrypt("Bob");
            one.findOrCreate(SUBJECT).get(5, SECONDS);
            await().until(() -> other.find(SUBJECT).isPresent());

            write(marker());

            for (var keys : List.of(one, other)) {
                keys.forgotten(SUBJECT).get(5, SECONDS);
                assertThat(keys.isForgotten(SUBJECT)).isTrue();
                assertThat(keys.find(SUBJECT)).isEmpty();
                assertThatThrownBy(() -> keys.findOrCreate(SUBJECT).get(5, SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ForgottenException.class);
                assertThat(keys.cipherFor(SUBJECT).get(5, SECONDS).fingerprintOf("Alice"))
                        .isEmpty();
                assertThat(keys.isForgotten(bobs)).isFalse();
                await().untilAsserted(() -> assertThat(keys.find(bobs))
                        .hasValueSatisfying(key ->
                                assertThat(key.decrypt(ciphertext).textValue()).isEqualTo("Bob")));
            }
        }
    }

    @Test
    void itsKeyIsRemovedFromTheTopicAndTheMarkerStays() throws Exception {
        try (var keys = start("one")) {
            keys.findOrCreate(SUBJECT).get(5, SECONDS);
            write(marker());
            keys.forgotten(SUBJECT).get(5, SECONDS);

            await().untilAsserted(() -> assertThat(lastOfEachKey())
                    .hasSize(2)
                    .containsEntry(KeyRecord.marker(SUBJECT).text(), true)
                    .containsValue(false));
        }
    }

    @Test
    void aKeyThatComesLaterDoesNotCountAndIsRemoved() throws Exception {
        try (var keys = start("one")) {
            write(marker());
            keys.forgotten(SUBJECT).get(5, SECONDS);

            write(late("key-late"));

            await().untilAsserted(() ->
                    assertThat(lastOfEachKey()).containsEntry(new KeyRecord(SUBJECT, "key-late").text(), false));
            assertThat(keys.find(SUBJECT)).isEmpty();
            assertThat(keys.isForgotten(SUBJECT)).isTrue();
        }
    }

    @Test
    void forgottenStaysForgottenOverRestartsAndForWhoComesNew() throws Exception {
        try (var keys = start("one")) {
            keys.findOrCreate(SUBJECT).get(5, SECONDS);
            write(marker());
            keys.forgotten(SUBJECT).get(5, SECONDS);
        }

        for (String instance : List.of("one", "new")) {
            try (var keys = start(instance)) {
                assertThat(keys.isForgotten(SUBJECT)).isTrue();
                assertThat(keys.find(SUBJECT)).isEmpty();
            }
        }
    }

    /** Each asks at another moment of the removal. */
    @RepeatedTest(20)
    void theWrappedKeyIsGoneFromTheDiskOfAnInstanceWhenItSaysSo() throws Exception {
        try (var keys = start("one")) {
            keys.findOrCreate(SUBJECT).get(5, SECONDS);
            byte[] value =
                    kafka.records(kafka.topics().subjectKeys()).getFirst().value();
            String wrapped = Base64.getEncoder()
                    .encodeToString(Json.read(value, WrappedKey.class).wrapped());
            assertThat(onDisk(wrapped)).isTrue();

            write(marker());
            await().pollInSameThread().pollInterval(Duration.ZERO).until(() -> keys.isForgotten(SUBJECT));
            keys.forgotten(SUBJECT).get(5, SECONDS);

            assertThat(onDisk(wrapped)).isFalse();
        }
    }

    private boolean onDisk(String text) {
        try (Stream<Path> files = Files.walk(folder.resolve("one"))) {
            return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (NoSuchFileException e) {
            // The store deletes files while it is read.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each record's key whether its last record has a value. */
    private Map<String, Boolean> lastOfEachKey() {
        Map<String, Boolean> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                kafka.records(kafka.topics().subjectKeys())) {
            last.put(new String(record.key(), UTF_8), record.value() != null);
        }
        return last;
    }

    private ProducerRecord<byte[], byte[]> marker() {
        var event = Envelopes.of(Aggregates.ACCOUNT, "acc-alice", 2, "hash-of-version-1", new OwnerForgotten());
        return ForgottenMarker.record(kafka.topics(), kafka.partitions(), event);
    }

    private ProducerRecord<byte[], byte[]> late(String keyId) {
        String recordKey = new KeyRecord(SUBJECT, keyId).text();
        return new ProducerRecord<>(
                kafka.topics().subjectKeys(),
                kafka.partitions().of(SUBJECT),
                recordKey.getBytes(UTF_8),
                Json.write(WrappedKey.fresh(masters().current(), recordKey)).getBytes(UTF_8));
    }

    private void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(record).get();
        }
    }

    private TopicSubjectKeys start(String instance) throws Exception {
        var keys = TopicSubjectKeys.start(
                kafka.kafka(),
                kafka.topics(),
                kafka.partitions(),
                masters(),
                folder.resolve(instance),
                Encryption.DECLARED);
        keys.ready().get(10, SECONDS);
        return keys;
    }

    private MasterKeys masters() {
        Path file = folder.resolve("master.key");
        MasterKey.createIfMissing(file);
        return MasterKeys.from(new Environment(Map.of()).with(Setting.MASTER_KEY_FILE, file.toString()));
    }
}
