package bank.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.es.Envelope;
import bank.es.Event;
import bank.wire.EventRecords;
import bank.wire.EventType;
import bank.wire.HashChain;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The form of every event on Kafka, approved in a file for each type and version of its schema. A form that stands in a
 * topic for ever changes on purpose only: with a new schema version, whose file is approved by a run with
 * {@code BANK_APPROVE=true}, and with the old file left as it is.
 *
 * @param folder where the files are, a folder for each aggregate type
 */
public record Golden(Path folder) {

    static final boolean APPROVE = "true".equals(System.getenv("BANK_APPROVE"));

    /** That every event of the family has a sample, is written as it was approved, and is still read in every version. */
    public <E extends Event> void check(Family<?, E, ?> family) {
        assertThat(family.samples().stream()
                        .map(sample -> sample.event().getClass().getSimpleName())
                        .distinct())
                .as("Samples of %s", family)
                .containsExactlyInAnyOrderElementsOf(Values.of(family.events()).stream()
                        .map(Class::getSimpleName)
                        .toList());
        try {
            for (Family.Sample<E> sample : family.samples()) {
                isWrittenAsItWasApproved(family, sample);
            }
            for (Path file : approved(family)) {
                isStillRead(family, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <E extends Event> void isWrittenAsItWasApproved(Family<?, E, ?> family, Family.Sample<E> sample)
            throws IOException {
        EventType<E> type = family.type().typeOf(sample.event());
        Path file = of(family).resolve(type.name() + ".v" + type.schemaVersion() + sample.variant() + ".json");
        Envelope event = Envelopes.of(family.type(), "id-1", 7, "hash-of-version-6", sample.event());
        String now = document(EventRecords.toRecord("", 0, event));
        if (APPROVE) {
            Files.createDirectories(of(family));
            Files.writeString(file, now);
        }
        assertThat(file)
                .as("No form is approved yet; run this test with BANK_APPROVE=true, and look at the file")
                .exists();
        assertThat(now)
                .as(
                        "The form of %s that topics hold has changed. Give its type an upcaster, so that the old form"
                                + " is read, and approve the new file with BANK_APPROVE=true.",
                        file)
                .isEqualTo(Files.readString(file));
    }

    private Path of(Family<?, ?, ?> family) {
        return folder.resolve(family.type().name());
    }

    private List<Path> approved(Family<?, ?, ?> family) throws IOException {
        try (Stream<Path> files = Files.list(of(family))) {
            return files.sorted().toList();
        }
    }

    private static void isStillRead(Family<?, ?, ?> family, Path file) throws IOException {
        ConsumerRecord<byte[], byte[]> record = record(Json.read(Files.readString(file), ObjectNode.class));
        Envelope event = EventRecords.fromRecord(family.type().name(), record);
        assertThat(HashChain.hashOf(event, record.value()))
                .as("Hash of %s", file)
                .isEqualTo(event.hash());
        assertThat(family.type().readEvent(event.type(), event.schemaVersion(), event.data()))
                .as("What %s says", file)
                .isNotNull();
    }

    private static String document(ProducerRecord<byte[], byte[]> record) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("key", new String(record.key(), UTF_8));
        ObjectNode headers = document.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        document.put("value", new String(record.value(), UTF_8));
        return document.toPrettyString() + "\n";
    }

    private static ConsumerRecord<byte[], byte[]> record(ObjectNode document) {
        var record = new ProducerRecord<>("topic", 0, bytes(document, "key"), bytes(document, "value"));
        document.required("headers")
                .properties()
                .forEach(header -> record.headers()
                        .add(header.getKey(), header.getValue().textValue().getBytes(UTF_8)));
        return Envelopes.consumed(record);
    }

    private static byte[] bytes(ObjectNode document, String field) {
        return document.required(field).textValue().getBytes(UTF_8);
    }
}
