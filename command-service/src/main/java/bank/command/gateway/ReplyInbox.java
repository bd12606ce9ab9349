package bank.command.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.ContentCipher;
import bank.wire.Domain;
import bank.wire.KafkaSettings;
import bank.wire.Reply;
import bank.wire.ReplyJson;
import bank.wire.ReplyRecords;
import bank.wire.ReplyTo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one partition of the reply topic and takes from it what is for this instance. Thread-safe. */
final class ReplyInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyInbox.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 250;

    private final Domain domain;
    private final ContentCipher content;
    private final ReplyTo.Gateway address;
    private final TopicPartition partition;
    private final BiConsumer<String, Reply> heard;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ready;

    private ReplyInbox(
            Domain domain,
            KafkaSettings kafka,
            ContentCipher content,
            String topic,
            ReplyTo.Gateway address,
            BiConsumer<String, Reply> heard) {
        this.domain = domain;
        this.content = content;
        this.address = address;
        this.partition = new TopicPartition(topic, address.partition());
        this.heard = heard;
        this.consumer = new KafkaConsumer<>(kafka.consumer());
        this.thread = Thread.ofPlatform().name("replies").daemon().unstarted(this::run);
    }

    /** Starts to read; what it hears, by the command's id, goes to {@code heard}. */
    static ReplyInbox start(
            Domain domain,
            KafkaSettings kafka,
            ContentCipher content,
            String topic,
            ReplyTo.Gateway address,
            BiConsumer<String, Reply> heard) {
        var inbox = new ReplyInbox(domain, kafka, content, topic, address, heard);
        inbox.thread.start();
        return inbox;
    }

    /** Whether it reads from where it began: no reply to a command that is sent from now on is missed. */
    boolean ready() {
        return ready;
    }

    private void run() {
        consumer.assign(List.of(partition));
        try (consumer) {
            while (closing.getCount() > 0) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debug("Closing");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (!ready) {
                consumer.seekToEnd(List.of(partition));
                // Seeking is lazy; asking for the position does it.
                LOG.atDebug()
                        .addKeyValue("position", consumer.position(partition))
                        .log("Reading replies");
                ready = true;
            }
            consumer.poll(POLL).forEach(this::take);
        } catch (OffsetOutOfRangeException e) {
            // Retention went past us. Who waits for a reply that is gone hears that its outcome is not known.
            consumer.seekToBeginning(List.of(partition));
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("Cannot read replies, trying again");
            boolean _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (!ReplyRecords.isFor(address.instance(), record)) {
            return;
        }
        try {
            heard.accept(
                    new String(record.key(), UTF_8), ReplyJson.read(domain::named, ReplyRecords.json(content, record)));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("A reply cannot be read");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
