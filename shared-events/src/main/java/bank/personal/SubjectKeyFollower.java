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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of subject keys into the store, on a thread of its own, until it is closed. */
final class SubjectKeyFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectKeyFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 500;

    private final KafkaSettings kafka;
    private final String topic;
    private final Partitions partitions;
    private final MasterKey master;
    private final SubjectKeyStore store;
    private final Consumer<String> changed;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("subject-keys").unstarted(this::run);

    /**
     * A follower that waits to be started.
     *
     * @param changed called with a subject after its key came into the store, or left it
     */
    SubjectKeyFollower(
            KafkaSettings kafka,
            String topic,
            Partitions partitions,
            MasterKey master,
            SubjectKeyStore store,
            Consumer<String> changed) {
        this.kafka = kafka;
        this.topic = topic;
        this.partitions = partitions;
        this.master = master;
        this.store = store;
        this.changed = changed;
    }

    void start() {
        thread.start();
    }

    /** Done when the store holds what the topic held at the start; fails if the master key is another one. */
    CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closing.countDown();
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
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("Reading the subject keys was interrupted and goes on");
                    closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SettingException e) {
            caughtUp.completeExceptionally(e);
        }
    }

    private void follow() throws InterruptedException {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer())) {
            List<TopicPartition> all = IntStream.range(0, partitions.count())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            seek(consumer, consumer.beginningOffsets(all), ends);
            if (!caughtUp.isDone()) {
                store.any().ifPresent(row -> WrappedKey.parse(row.value()).check(master));
            }
            while (closing.getCount() > 0) {
                if (!caughtUp.isDone()
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    caughtUp.complete(null);
                }
                take(consumer);
            }
        }
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

    private void take(KafkaConsumer<byte[], byte[]> consumer) {
        Map<String, Optional<SubjectKeyStore.Row>> rows = new HashMap<>();
        Map<Integer, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            positions.put(record.partition(), record.offset() + 1);
            take(record, rows);
        }
        if (!positions.isEmpty()) {
            store.apply(rows, positions);
            rows.keySet().forEach(changed);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Map<String, Optional<SubjectKeyStore.Row>> rows) {
        KeyRecord key;
        try {
            key = parse(record);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            LOG.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("A record among the subject keys is not of their form and is left out");
            return;
        }
        String subject = key.subject();
        Optional<SubjectKeyStore.Row> first = rows.containsKey(subject) ? rows.get(subject) : store.find(subject);
        if (record.value() != null && first.isEmpty()) {
            rows.put(subject, Optional.of(new SubjectKeyStore.Row(key, new String(record.value(), UTF_8))));
        }
        if (record.value() == null && first.filter(row -> row.key().equals(key)).isPresent()) {
            rows.put(subject, Optional.empty());
        }
    }

    private KeyRecord parse(ConsumerRecord<byte[], byte[]> record) {
        KeyRecord key = KeyRecord.parse(record.key());
        if (partitions.of(key.subject()) != record.partition()) {
            throw new IllegalArgumentException("Not in the partition of its subject");
        }
        if (record.value() != null) {
            WrappedKey value = WrappedKey.parse(new String(record.value(), UTF_8));
            // At the start, a wrong master key must be told; later, another instance's must not stop this one.
            if (!caughtUp.isDone()) {
                value.check(master);
            }
        }
        return key;
    }
}
