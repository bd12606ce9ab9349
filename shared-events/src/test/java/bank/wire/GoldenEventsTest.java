package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Envelope;
import bank.es.Event;
import bank.kit.Envelopes;
import bank.kit.Family;
import bank.kit.Samples;
import bank.kit.Values;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The form of every event on Kafka, approved in a file for each type and version of its schema. A form that stands in a
 * topic for ever changes on purpose only: with a new schema version, whose file is approved by a run with
 * {@code BANK_APPROVE=true}, and with the old file left as it is.
 */
class GoldenEventsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean APPROVE = "true".equals(System.getenv("BANK_APPROVE"));

    record Sample(Path file, Envelope event) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    static Stream<Sample> samples() {
        return Family.ALL.stream().flatMap(GoldenEventsTest::samplesOf);
    }

    private static <E extends Event> Stream<Sample> samplesOf(Family<?, E, ?> family) {
        return Samples.of(family.events()).stream().map(sample -> {
            EventType<E> type = family.type().typeOf(sample.event());
            String name = type.name() + ".v" + type.schemaVersion() + sample.variant() + ".json";
            return new Sample(
                    Path.of(family.type().name(), name),
                    Envelopes.of(family.type(), "id-1", 7, "hash-of-version-6", sample.event()));
        });
    }

    static Stream<Path> approved() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventIsWrittenAsItWasApproved(Sample sample) throws IOException {
        Path file = FOLDER.resolve(sample.file());
        String now = document(EventRecords.toRecord("", 0, sample.event()));
        if (APPROVE) {
            Files.createDirectories(FOLDER.resolve(sample.file().getName(0)));
            Files.writeString(file, now);
        }
        assertThat(file)
                .as("No form is approved yet; run this test with BANK_APPROVE=true, and look at the file")
                .exists();
        assertThat(now)
                .as("The form of an event that topics hold has changed. Raise its schema version in Aggregates, keep"
                        + " reading the old one, and approve the new file with BANK_APPROVE=true.")
                .isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("approved")
    void whatWasEverApprovedIsStillRead(Path file) throws IOException {
        String type = FOLDER.relativize(file).getName(0).toString();
        ConsumerRecord<byte[], byte[]> record = record(Json.read(Files.readString(file), ObjectNode.class));
        Envelope event = EventRecords.fromRecord(type, record);
        assertThat(HashChain.hashOf(event, record.value())).isEqualTo(event.hash());
        assertThat(Aggregates.BANK.named(type).readEvent(event.type(), event.schemaVersion(), event.data()))
                .isNotNull();
    }

    @Test
    void everyTypeOfEventHasItsSample() {
        for (Family<?, ?, ?> family : Family.ALL) {
            List<String> sampled = Samples.of(family.events()).stream()
                    .map(sample -> sample.event().getClass().getSimpleName())
                    .distinct()
                    .toList();
            assertThat(sampled)
                    .as("Samples of %s", family)
                    .containsExactlyInAnyOrderElementsOf(Values.of(family.events()).stream()
                            .map(Class::getSimpleName)
                            .toList());
        }
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
