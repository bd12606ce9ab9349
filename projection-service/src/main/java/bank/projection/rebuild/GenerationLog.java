package bank.projection.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.projection.streams.StreamsSettings;
import bank.wire.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The log that says which generation of the views is live and which is being built: a topic, so that it outlives every
 * folder and is the same for all instances. It blocks. Thread-safe.
 */
final class GenerationLog {

    private static final String KEY = "views";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS_MOST = 200;
    private static final int FETCH_WAIT_MILLIS = 5;

    private final StreamsSettings settings;
    private final TopicPartition partition;

    GenerationLog(StreamsSettings settings, Partitions partitions) {
        this.settings = settings;
        this.partition = new TopicPartition(settings.topics().projections(), partitions.of(KEY));
    }

    /** What the log says of our form up to its end. */
    Generations read() {
        var config = settings.kafka().consumer();
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Generations generations = Generations.first(settings.form());
            for (int polls = 0; consumer.position(partition) < end; polls++) {
                if (polls == POLLS_MOST) {
                    throw new KafkaException("The log of the generations cannot be read to its end");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    generations = after(generations, record.value());
                }
            }
            return generations;
        }
    }

    private Generations after(Generations before, byte[] value) {
        return Optional.ofNullable(value)
                .flatMap(RebuildRecord::read)
                .filter(record -> record.form() == settings.form())
                .map(before::after)
                .orElse(before);
    }

    /**
     * Writes that down, and gives what the log says then, which is not what was wished where another was before.
     * What is there already is not written again.
     */
    Generations append(RebuildRecord record) throws InterruptedException {
        Generations before = read();
        if (before.after(record).equals(before)) {
            return before;
        }
        try (var producer = new KafkaProducer<byte[], byte[]>(settings.kafka().producer())) {
            producer.send(new ProducerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            KEY.getBytes(UTF_8),
                            record.json().getBytes(UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("The log of the generations cannot be written", e.getCause());
        }
        return read();
    }
}
