package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Json;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Wraps the key of every subject anew with another master key. It may be broken off and run again at any time, also while
 * the services run; they need both master keys until it is done.
 */
public final class MasterKeyRotation {

    private final KafkaSettings kafka;
    private final String topic;
    private final MasterKeys masters;

    /** From the former master key of {@code masters} to the current one. */
    public MasterKeyRotation(KafkaSettings kafka, Topics topics, MasterKeys masters) {
        this.kafka = kafka;
        this.topic = topics.subjectKeys();
        this.masters = masters;
    }

    /** Gives how many keys were wrapped anew; when it returns, none is left that is not under the current master key. */
    public int run() {
        Path folder = temporaryFolder();
        try (var store = SubjectKeyStore.open(folder);
                var producer = new KafkaProducer<byte[], byte[]>(kafka.producer())) {
            var partitions = new Partitions(producer.partitionsFor(topic).size());
            int all = 0;
            int some;
            do {
                read(partitions, store, producer);
                some = rewrap(partitions, store, producer);
                all += some;
                // Services make keys meanwhile, and some of these services may know the former master key only.
            } while (some > 0);
            return all;
        } finally {
            delete(folder);
        }
    }

    /** To the end of the topic. */
    private void read(Partitions partitions, SubjectKeyStore store, Producer<byte[], byte[]> producer) {
        try (var follower = new SubjectKeyFollower(kafka, topic, partitions, masters, store, producer, _ -> {})) {
            follower.start();
            follower.caughtUp().join();
        }
    }

    private int rewrap(Partitions partitions, SubjectKeyStore store, Producer<byte[], byte[]> producer) {
        var count = new AtomicInteger();
        var failed = new AtomicReference<Exception>();
        String current = masters.current().id();
        store.forEachKey(row -> {
            WrappedKey key = WrappedKey.parse(row.value());
            if (!key.master().equals(current)) {
                KeyRecord record = row.key();
                count.incrementAndGet();
                var _ = producer.send(
                        new ProducerRecord<>(
                                topic,
                                partitions.of(record.subject()),
                                record.text().getBytes(UTF_8),
                                Json.write(key.rewrapped(masters, record.text()))
                                        .getBytes(UTF_8)),
                        (_, failure) -> {
                            if (failure != null) {
                                failed.set(failure);
                            }
                        });
            }
        });
        producer.flush();
        if (failed.get() != null) {
            throw new KafkaException("A key was not written", failed.get());
        }
        return count.get();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("bank-rotation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
