package bank.processor;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads logs to ends that were taken before. */
final class LogEnd {

    private static final Duration POLL = Duration.ofMillis(100);

    private LogEnd() {}

    /** Hands on what stands between the consumer's positions and the ends, batch by batch. */
    static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecords<byte[], byte[]>> batch) {
        while (consumer.assignment().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                batch.accept(records);
            }
        }
    }

    /** The same, record by record. */
    static void readEach(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        read(consumer, ends, records -> records.forEach(each));
    }
}
