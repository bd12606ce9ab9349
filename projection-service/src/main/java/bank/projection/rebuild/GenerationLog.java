package bank.projection.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.projection.streams.FollowedLog;
import bank.projection.streams.StreamsSettings;
import bank.wire.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log that says which generation of the views is live and which is being built: a topic, so that it outlives every
 * folder and is the same for all instances. Each follows it, all the time. Thread-safe.
 */
final class GenerationLog implements FollowedLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationLog.class);
    private static final String KEY = "views";
    /** It says something new some times a year; what it says then wakes who waits for it. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final int POLLS_MOST = 4;
    private static final long AGAIN_MILLIS = 500;
    private static final long READ_MOST_MILLIS = 2_000;

    /**
     * Who hands partitions over must still be trusted with them when that is written: a second to find the leader and one
     * to write are as long as a session is longer than the trust.
     */
    private static final int REQUEST_MILLIS = 800;

    private static final int DELIVERY_MILLIS = 1_000;

    private final int form;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread =
            Thread.ofPlatform().name("generations").daemon().unstarted(this::follow);
    private volatile Generations generations;
    private volatile long position;
    private volatile boolean closed;

    private GenerationLog(StreamsSettings settings, Partitions partitions) {
        this.form = settings.form();
        this.partition = new TopicPartition(settings.topics().projections(), partitions.of(KEY));
        this.generations = Generations.first(form, partitions.count());
        Map<String, Object> reading = settings.kafka().consumer();
        reading.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
        this.consumer = new KafkaConsumer<>(reading);
        Map<String, Object> config = settings.kafka().producer();
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        this.producer = new KafkaProducer<>(config);
    }

    /** What was appended is in the log, but was not read here yet. */
    static final class UnreadException extends KafkaException {
        UnreadException() {
            super("The log of the generations is not read on");
        }
    }

    /** Reads it to its end, and goes on to read what comes. */
    static GenerationLog start(StreamsSettings settings, Partitions partitions) {
        var log = new GenerationLog(settings, partitions);
        try {
            log.readToEnd();
        } catch (RuntimeException e) {
            log.consumer.close();
            log.producer.close();
            throw e;
        }
        log.thread.start();
        return log;
    }

    private void readToEnd() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        for (int polls = 0; consumer.position(partition) < end; polls++) {
            if (polls == POLLS_MOST) {
                throw new KafkaException("The log of the generations cannot be read to its end");
            }
            take(consumer.poll(POLL));
        }
        position = consumer.position(partition);
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                poll();
            }
        } catch (InterruptedException | WakeupException e) {
            LOG.atDebug().log("The log of the generations is no longer followed");
        }
    }

    private void poll() throws InterruptedException {
        try {
            take(consumer.poll(POLL));
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The log of the generations cannot be read; tried again");
            boolean _ = new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            generations = after(generations, record.value());
        }
        position = consumer.position(partition);
        notifyAll();
    }

    private Generations after(Generations before, byte[] value) {
        return Optional.ofNullable(value)
                .flatMap(RebuildRecord::read)
                .filter(record -> record.form() == form)
                .map(before::after)
                .orElse(before);
    }

    /** What it says of our form, as far as it was read here. */
    Generations now() {
        return generations;
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public long position() {
        return position;
    }

    /** Waits until it says something else, but no longer than that. */
    synchronized void awaitOther(Generations known, long mostMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMillis);
        for (long left = mostMillis; left > 0 && generations.equals(known); left = millisUntil(deadline)) {
            wait(left);
        }
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    /**
     * Writes that down, and gives what the log says then, which is not what was wished where another was before. What
     * changes nothing is not written.
     *
     * @throws UnreadException if it is written, but what the log says then cannot be read soon
     * @throws KafkaException if it cannot be told whether it is written
     */
    Generations append(RebuildRecord record) throws InterruptedException {
        Generations before = generations;
        if (before.after(record).equals(before)) {
            return before;
        }
        try {
            return readTo(producer.send(new ProducerRecord<>(
                                    partition.topic(),
                                    partition.partition(),
                                    KEY.getBytes(UTF_8),
                                    record.json().getBytes(UTF_8)))
                            .get()
                            .offset()
                    + 1);
        } catch (ExecutionException e) {
            throw new KafkaException("The log of the generations cannot be written", e.getCause());
        }
    }

    private synchronized Generations readTo(long end) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MOST_MILLIS);
        while (position < end) {
            long left = millisUntil(deadline);
            if (left <= 0) {
                throw new UnreadException();
            }
            wait(left);
        }
        return generations;
    }

    /** What was being written is written, or never will be. */
    @Override
    public void close() {
        closed = true;
        producer.close();
        consumer.wakeup();
    }
}
