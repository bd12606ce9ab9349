package bank.bench.replay;

import bank.Aggregates;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import bank.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A plain consumer that counts the accounts' events: what reading them costs before anything is done with them. */
final class PlainCount implements Replay.Pass {

    private static final Duration POLL = Duration.ofMillis(500);
    /** As the verification fetches. */
    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    private static final int POLL_RECORDS = 5_000;
    private static final String TOPIC =
            new Topics(Setting.TOPIC_PREFIX.defaultValue()).events(Aggregates.ACCOUNT.name());

    private final KafkaSettings kafka;

    PlainCount(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public long run() {
        Map<String, Object> config = kafka.consumer();
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long read = 0;
            while (read < all) {
                read += consumer.poll(POLL).count();
            }
            return read;
        }
    }
}
