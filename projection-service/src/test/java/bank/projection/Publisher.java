package bank.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Envelope;
import bank.kit.TestKafka;
import bank.wire.EventRecords;
import bank.wire.Ids;
import java.util.Collection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes records in transactions, as a processor does. */
final class Publisher implements AutoCloseable {

    private final TestKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    Publisher(TestKafka kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(kafka.kafka().transactionalProducer(Ids.random("")));
        producer.initTransactions();
    }

    void events(Collection<Envelope> events) {
        producer.beginTransaction();
        send(events);
        producer.commitTransaction();
    }

    /** Events of a transaction that is given up. */
    void aborted(Collection<Envelope> events) {
        producer.beginTransaction();
        send(events);
        producer.flush();
        producer.abortTransaction();
    }

    private void send(Collection<Envelope> events) {
        for (Envelope event : events) {
            var _ = producer.send(EventRecords.toRecord(
                    kafka.topics().events(event.stream().type()),
                    kafka.partitions().of(event.stream().key()),
                    event));
        }
    }

    void outcome(String commandId, String json) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(
                kafka.topics().outcomes(),
                kafka.partitions().of(commandId),
                commandId.getBytes(UTF_8),
                json.getBytes(UTF_8)));
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
