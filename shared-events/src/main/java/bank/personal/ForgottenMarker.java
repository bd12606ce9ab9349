package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Envelope;
import bank.wire.Json;
import bank.wire.Partitions;
import bank.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The lasting record by which everybody hears that a subject is forgotten. */
public final class ForgottenMarker {

    private ForgottenMarker() {}

    /** The record that belongs to the event, to be written in its transaction. */
    public static ProducerRecord<byte[], byte[]> record(Topics topics, Partitions partitions, Envelope event) {
        String subject = Subjects.of(event.stream());
        var value = Json.MAPPER
                .createObjectNode()
                .put("event", event.id())
                .put("time", event.time().toString());
        return new ProducerRecord<>(
                topics.subjectKeys(),
                partitions.of(subject),
                KeyRecord.marker(subject).text().getBytes(UTF_8),
                Json.write(value).getBytes(UTF_8));
    }
}
