package bank.projection.view;

import bank.wire.DeadLetters;
import bank.wire.Partitions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every record of one partition, of whatever topic, to the view of its topic, and forwards what has to be set
 * aside to the dead letters. Not thread-safe.
 */
final class ViewProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ViewProcessor.class);
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MARK_INTERVAL = Duration.ofSeconds(1);
    /** What a record of Kafka's largest size would no longer fit into, its own and our headers included. */
    private static final int RECORD_BYTES_MOST = 900_000;

    private final ViewTopology topology;
    private Views views;
    private int partition;
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    ViewProcessor(ViewTopology topology) {
        this.topology = topology;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> initialised) {
        context = initialised;
        views = topology.views(initialised.getStateStore(ViewTopology.STORE));
        initialised.schedule(EXPIRY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, views::expire);
        partition = initialised.taskId().partition();
        topology.positions().forget(partition);
        topology.holding().begins(partition);
        initialised.schedule(MARK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> mark());
    }

    private void mark() {
        topology.holding().mark(partition).ifPresent(views::markComplete);
    }

    @Override
    public void close() {
        // While it is handed over it stands still, and nobody else gets it before that is written.
        topology.folding().inTurn(() -> topology.holding().ends(partition));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        var read = new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
        topology.folding().inTurn(() -> {
            take(read).ifPresent(cause -> setAside(read, cause));
            topology.positions().processed(at.topic(), at.partition(), at.offset());
        });
    }

    private Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        if (views.isLetters(record.topic())) {
            return views.of(record.topic()).take(record);
        }
        if (bytes(record) > RECORD_BYTES_MOST) {
            return Optional.of("The record is too large to be kept");
        }
        Partitions partitions = topology.partitions();
        if (record.key() != null && partitions.of(record.key()) != record.partition()) {
            return Optional.of("The record is in partition " + record.partition() + ", but its key belongs into "
                    + partitions.of(record.key()));
        }
        return views.of(record.topic()).take(record);
    }

    private static int bytes(ConsumerRecord<byte[], byte[]> record) {
        int bytes = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private void setAside(ConsumerRecord<byte[], byte[]> record, String cause) {
        String id = DeadLetters.id(record.topic(), record.partition(), record.offset());
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("dead_letter", id)
                .addKeyValue("cause", topology.content().seals() ? "sealed in the dead letter" : cause)
                .log("A record was set aside");
        views.setAside(record, id);
        if (!topology.folding().isLetterKnown(id)) {
            forward(record, id, cause);
        }
    }

    private void forward(ConsumerRecord<byte[], byte[]> record, String id, String cause) {
        boolean fits = bytes(record) <= RECORD_BYTES_MOST;
        var original = new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                fits ? record.key() : null,
                fits ? record.value() : null,
                fits ? record.headers() : null);
        var letter = DeadLetters.toRecord(
                topology.content(),
                ViewTopology.DEAD_LETTERS,
                id,
                original,
                record.offset(),
                cause,
                Instant.ofEpochMilli(context.currentSystemTimeMs()));
        context.forward(new Record<>(letter.key(), letter.value(), letter.timestamp(), letter.headers()));
    }
}
