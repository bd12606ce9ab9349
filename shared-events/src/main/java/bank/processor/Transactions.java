package bank.processor;

import bank.wire.KafkaSettings;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Two transactional producers in turn: the next transaction need not wait until the last one's markers are written.
 * One transaction at a time; confined to the processor's thread.
 */
final class Transactions implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final List<KafkaProducer<byte[], byte[]>> producers;
    private final List<KafkaClientMetrics> measured;
    private int turn;

    /** Opens the producers, which fences whoever had the same owner's ids and ends his open transaction. */
    Transactions(KafkaSettings kafka, String owner, ProcessorMetrics metrics) {
        producers = ids(owner).stream()
                .map(id -> new KafkaProducer<byte[], byte[]>(kafka.transactionalProducer(id)))
                .toList();
        measured = producers.stream().map(metrics::watch).toList();
        try {
            producers.forEach(KafkaProducer::initTransactions);
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** The transactional ids of an owner; to fence him is to fence both. */
    static List<String> ids(String owner) {
        return List.of(owner + "-a", owner + "-b");
    }

    /** The transaction will never be committed: the next owner's first act ends it. */
    static final class NotCommittedException extends RuntimeException {
        NotCommittedException(Throwable cause) {
            super("The transaction was not committed", cause);
        }
    }

    /** Whether the transaction was committed cannot be told from here. */
    static final class UnknownException extends RuntimeException {
        UnknownException(Throwable cause) {
            super("The result of the commit is not known", cause);
        }
    }

    /**
     * Writes the records and offsets in one transaction.
     *
     * @return for each partition the last record written there
     * @throws NotCommittedException if nothing of it is written
     * @throws UnknownException if that cannot be told
     */
    Map<TopicPartition, Written> commit(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        KafkaProducer<byte[], byte[]> producer = producers.get(turn);
        turn = (turn + 1) % producers.size();
        Map<TopicPartition, Sent> last = new HashMap<>();
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                last.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new Sent(record, producer.send(record)));
            }
            if (!offsets.isEmpty()) {
                producer.sendOffsetsToTransaction(offsets, group);
            }
        } catch (KafkaException e) {
            throw new NotCommittedException(e);
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw last.values().stream().anyMatch(sent -> sent.result().state() == Future.State.FAILED)
                    ? new NotCommittedException(e)
                    : new UnknownException(e);
        }
        Map<TopicPartition, Written> written = new HashMap<>();
        last.forEach((partition, sent) -> written.put(partition, sent.written()));
        return written;
    }

    private record Sent(ProducerRecord<byte[], byte[]> record, Future<RecordMetadata> result) {
        Written written() {
            return new Written(record, result.resultNow().offset());
        }
    }

    /** A record and its place on its partition. */
    record Written(ProducerRecord<byte[], byte[]> record, long offset) {}

    @Override
    public void close() {
        measured.forEach(KafkaClientMetrics::close);
        producers.forEach(producer -> producer.close(CLOSE_TIMEOUT));
    }
}
