package bank.bench.history;

import static bank.Aggregates.ACCOUNT;

import bank.command.CommandService;
import bank.es.Envelope;
import bank.wire.EventRecords;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes accounts' events straight to their topic, which is much faster than commands. */
final class HistoryWriter {

    private static final int REQUEST_MILLIS = 30_000;
    private static final int DELIVERY_MILLIS = 120_000;
    private static final int LINGER_MILLIS = 5;
    /** That no event is in the future. */
    private static final long AGE_SECONDS = 3_600;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final Partitions partitions;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    HistoryWriter(String bootstrap, Topics topics, Partitions partitions) {
        this.kafka = new KafkaSettings(bootstrap, REQUEST_MILLIS, DELIVERY_MILLIS);
        this.topics = topics;
        this.partitions = partitions;
        this.topic = topics.events(ACCOUNT.name());
    }

    /** So many events over so many accounts, all of them acknowledged. */
    void write(long events, int accounts) throws InterruptedException, ExecutionException {
        release();
        var history = new AccountHistory(accounts, Instant.now().minusSeconds(AGE_SECONDS));
        Map<String, Object> config = kafka.producer();
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            for (long event = 0; event < events; event++) {
                send(producer, history.next());
            }
            producer.flush();
        }
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException("The history could not be written", cause);
        });
    }

    /** The accounts' processor takes over no events without a sign that it has not lost its place among the commands. */
    private void release() throws InterruptedException, ExecutionException {
        String commands = topics.commands(ACCOUNT.name());
        Map<TopicPartition, OffsetAndMetadata> offsets = IntStream.range(0, partitions.count())
                .mapToObj(partition -> new TopicPartition(commands, partition))
                .collect(Collectors.toMap(Function.identity(), _ -> new OffsetAndMetadata(0, "released")));
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.alterConsumerGroupOffsets(topics.prefix() + "-" + CommandService.NAME, offsets)
                    .all()
                    .get();
        }
    }

    private void send(Producer<byte[], byte[]> producer, Envelope event) {
        int partition = partitions.of(event.stream().key());
        var _ = producer.send(EventRecords.toRecord(topic, partition, event), (_, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            }
        });
    }
}
