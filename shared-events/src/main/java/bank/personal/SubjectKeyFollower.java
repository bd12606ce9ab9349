package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.SettingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of subject keys into the store, on a thread of its own, until it is closed. The keys of forgotten
 * subjects it removes from the topic; that any number of instances do so does no harm.
 */
final class SubjectKeyFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeyFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 500;

    private final KafkaSettings kafka;
    private final String topic;
    private final Partitions partitions;
    private final MasterKeys masters;
    private final SubjectKeyStore store;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<String> changed;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final ReadRequests requests = new ReadRequests();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("subject-keys").unstarted(this::run);

    /**
     * A follower that waits to be started.
     *
     * @param producer for tombstones
     * @param changed called with a subject after its key came into the store, or left it
     */
    SubjectKeyFollower(
            KafkaSettings kafka,
            String topic,
            Partitions partitions,
            MasterKeys masters,
            SubjectKeyStore store,
            Producer<byte[], byte[]> producer,
            Consumer<String> changed) {
        this.kafka = kafka;
        this.topic = topic;
        this.partitions = partitions;
        this.masters = masters;
        this.store = store;
        this.producer = producer;
        this.changed = changed;
    }

    void start() {
        thread.start();
    }

    /** Done when the store holds what the topic held at the start; fails if the master key is another one. */
    CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    /** Done when the store holds what the topic holds now; fails where it is closed before. */
    CompletableFuture<Void> readToEnd() {
        return requests.ask();
    }

    @Override
    public void close() {
        closing.countDown();
        requests.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                try {
                    follow();
                } catch (RuntimeException e) {
                    if (e instanceof SettingException && caughtUp.completeExceptionally(e)) {
                        return;
                    }
                    LOG.atWarn().setCause(e).log("Reading the subject keys was interrupted and goes on");
                    closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer())) {
            List<TopicPartition> all = IntStream.range(0, partitions.count())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            seek(consumer, consumer.beginningOffsets(all), consumer.endOffsets(all));
            while (closing.getCount() > 0) {
                if (!caughtUp.isDone() && takeToEnd(consumer, all)) {
                    // What was wrapped with another master key, and later anew with ours, is ours.
                    store.masters().forEach(masters::named);
                    caughtUp.complete(null);
                }
                int waiting = requests.waiting();
                if (waiting > 0 && takeToEnd(consumer, all)) {
                    requests.done(waiting);
                }
                take(consumer);
            }
        }
    }

    /** Whether it has come to where the topic ends now; not where it is closed before. */
    private boolean takeToEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> all)
            throws InterruptedException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (closing.getCount() == 0) {
                return false;
            }
            take(consumer);
        }
        return true;
    }

    /** To where the store stands, or to the beginning where the store is of another topic or not within this one. */
    private void seek(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends)
            throws InterruptedException {
        String id = topicId();
        boolean fits = store.topicId().filter(id::equals).isPresent()
                && begins.entrySet().stream().allMatch(begin -> position(begin) >= begin.getValue())
                && ends.entrySet().stream().allMatch(end -> stored(end.getKey()) <= end.getValue());
        if (!fits) {
            store.reset(id);
        }
        begins.entrySet().forEach(begin -> consumer.seek(begin.getKey(), position(begin)));
    }

    private long stored(TopicPartition partition) {
        return store.position(partition.partition()).orElse(0L);
    }

    private long position(Map.Entry<TopicPartition, Long> begin) {
        return store.position(begin.getKey().partition()).orElse(begin.getValue());
    }

    private String topicId() throws InterruptedException {
        try (var admin = Admin.create(kafka.admin())) {
            var description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
            return description.values().iterator().next().topicId().toString();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        var rows = new KeyRows(store);
        Map<Integer, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            positions.put(record.partition(), record.offset() + 1);
            take(record, rows);
        }
        if (!positions.isEmpty()) {
            store(rows, positions);
        }
    }

    /** Should the process die before the tombstones stand on the topic, then it reads the same records again. */
    private void store(KeyRows rows, Map<Integer, Long> positions) throws InterruptedException {
        List<KeyRecord> left = rows.left();
        try {
            store.apply(rows.rows(), left.isEmpty() ? positions : Map.of());
        } finally {
            rows.rows().keySet().forEach(changed);
        }
        if (!left.isEmpty()) {
            remove(left);
            store.apply(Map.of(), positions);
        }
    }

    private void remove(List<KeyRecord> left) throws InterruptedException {
        List<Future<RecordMetadata>> sent = left.stream()
                .map(key -> producer.send(new ProducerRecord<>(
                        topic, partitions.of(key.subject()), key.text().getBytes(UTF_8), null)))
                .toList();
        for (var one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, KeyRows rows) {
        try {
            KeyRecord key = KeyRecord.parse(record.key());
            if (partitions.of(key.subject()) != record.partition()) {
                throw new IllegalArgumentException("Not in the partition of its subject");
            }
            if (record.value() != null && !key.isMarker()) {
                var _ = WrappedKey.parse(new String(record.value(), UTF_8));
            } else if (key.subject().equals(ContentKey.SUBJECT)) {
                throw new IllegalArgumentException("The key of content is never forgotten");
            }
            rows.take(key, record.value());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("why", e.getMessage())
                    .log("A record among the subject keys is none of ours and is left out");
        }
    }
}
