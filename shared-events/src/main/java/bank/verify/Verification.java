package bank.verify;

import bank.verify.ChainCheck.Part;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * Verifies all streams of some aggregate types from the stored bytes: every hash, every version, every link to the event
 * before, the partition of every key, and that no stream ends before its snapshot. It needs no service, only Kafka.
 */
public final class Verification {

    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final int POLL_RECORDS = 5_000;
    private static final int FETCH_WAIT_MILLIS = 10;
    private static final int ANSWER_MILLIS = 5_000;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final LongAdder read = new LongAdder();

    public Verification(KafkaSettings kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /** How many events have been read so far. Any thread. */
    public long read() {
        return read.sum();
    }

    /**
     * Reads each partition of each type once, {@code threads} at a time.
     *
     * @throws KafkaException where Kafka does not answer or does not have the topics
     */
    public Report run(Collection<String> types, int threads) throws InterruptedException {
        long start = System.nanoTime();
        List<Part> parts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Part>> running = new ArrayList<>();
            for (PartitionCheck check : partitions(types)) {
                running.add(pool.submit(() -> run(check)));
            }
            for (Future<Part> future : running) {
                parts.add(future.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafkaFailure ? kafkaFailure : new KafkaException(e.getCause());
        }
        return new Report(
                read(),
                parts.stream().mapToLong(Part::streams).sum(),
                parts.stream().flatMap(part -> part.findings().stream()).toList(),
                parts.stream().mapToLong(Part::found).sum(),
                parts.stream().mapToLong(Part::behindBreaks).sum(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private Part run(PartitionCheck check) {
        try (var consumer = consumer()) {
            return check.run(consumer, read);
        }
    }

    private List<PartitionCheck> partitions(Collection<String> types) {
        try (var consumer = consumer()) {
            List<PartitionCheck> all = new ArrayList<>();
            for (String type : types) {
                var partitions = new Partitions(
                        consumer.partitionsFor(topics.events(type)).size());
                IntStream.range(0, partitions.count())
                        .forEach(partition -> all.add(new PartitionCheck(topics, partitions, type, partition)));
            }
            return all;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka.consumer());
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        // It goes from log to log: a fetch that waits for news of the last one holds up the next.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(config);
    }
}
