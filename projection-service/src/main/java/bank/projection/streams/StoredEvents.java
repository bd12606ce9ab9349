package bank.projection.streams;

import bank.es.StreamId;
import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.query.StoredStreams;
import bank.verify.StreamIntegrity;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events from their topics as they are stored. Thread-safe. */
public final class StoredEvents implements StoredStreams, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoredEvents.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int FETCH_WAIT_MILLIS = 10;
    /** So far ahead it is cheaper to read on than to ask anew. */
    private static final int READ_ON_MOST = 500;

    private final Topics topics;
    private final Partitions partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public StoredEvents(KafkaSettings kafka, Topics topics, Partitions partitions) {
        this.topics = topics;
        this.partitions = partitions;
        Map<String, Object> config = kafka.consumer();
        // It goes from place to place: a fetch that waits for news of the last one holds up the next.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        consumer = new KafkaConsumer<>(config);
    }

    @Override
    public StreamIntegrity check(StreamId stream, List<Long> offsets) {
        var partition = new TopicPartition(topics.events(stream.type()), partitions.of(stream.key()));
        try {
            return StreamIntegrity.of(stream.key(), partition, partitions, at(partition, offsets));
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).addKeyValue("partition", partition).log("Stored events cannot be read");
            throw new ProblemException(Problem.unavailable("The stored events cannot be read at the moment"));
        }
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, List<Long> offsets) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        consumer.assign(List.of(partition));
        int next = 0;
        while (next < offsets.size()) {
            long wanted = offsets.get(next);
            if (next == 0 || wanted - consumer.position(partition) > READ_ON_MOST) {
                consumer.seek(partition, wanted);
            }
            for (ConsumerRecord<byte[], byte[]> record : nextBatch(partition)) {
                while (next < offsets.size() && offsets.get(next) < record.offset()) {
                    next++;
                }
                if (next < offsets.size() && offsets.get(next) == record.offset()) {
                    found.add(record);
                    next++;
                }
            }
        }
        return found;
    }

    private List<ConsumerRecord<byte[], byte[]>> nextBatch(TopicPartition partition) {
        for (long waited = 0; waited < MOST.toMillis(); waited += POLL.toMillis()) {
            List<ConsumerRecord<byte[], byte[]>> batch = consumer.poll(POLL).records(partition);
            if (!batch.isEmpty()) {
                return batch;
            }
        }
        throw new KafkaException("No events came from " + partition);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
