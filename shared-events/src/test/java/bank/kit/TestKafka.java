package bank.kit;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.wire.Ids;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics of their own for a test, on the one broker of this JVM.
 *
 * @param kafka how to reach the broker
 * @param topics the topics' names, unlike those of any other test
 * @param partitions how many partitions they have
 */
public record TestKafka(KafkaSettings kafka, Topics topics, Partitions partitions) {

    private static final int FETCH_WAIT_MILLIS = 5;

    private static final class Broker {
        private static final EmbeddedBroker SHARED = start();

        private static EmbeddedBroker start() {
            try {
                return EmbeddedBroker.start(Files.createTempDirectory("bank-test-kafka"), 0, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** New topics of that many partitions. */
    public static TestKafka withPartitions(int count) {
        return made(Broker.SHARED, new Topics(Ids.random("t")), count);
    }

    /** Topics of the same names on another broker. */
    public TestKafka on(EmbeddedBroker broker) {
        return made(broker, topics, partitions.count());
    }

    private static TestKafka made(EmbeddedBroker broker, Topics topics, int count) {
        var kafka = new KafkaSettings(broker.bootstrap());
        try (var admin = Admin.create(kafka.admin())) {
            return new TestKafka(kafka, topics, new TopicInitialiser(admin, Aggregates.BANK, topics, count, 1).run());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A consumer that goes from log to log: no fetch at the end of one holds up the next. */
    public KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = kafka.consumer();
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(config);
    }

    /** All committed records of a topic, each partition's in order. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var admin = Admin.create(kafka.admin());
                var consumer = reader()) {
            List<TopicPartition> all = IntStream.range(0, partitions.count())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            for (TopicPartition partition : all) {
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                }
            }
            return found;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
