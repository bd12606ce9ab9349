package bank.projection.view;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.kit.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The changelog of the first generation of the views, from which a store in a new folder is restored. */
public record Changelog(TestKafka kafka, int form) {

    /** Of a stream that waits, and of what was set aside of it. */
    private static final String MARKS = "ps";

    private String topic() {
        return kafka.topics().prefix() + "-projection-" + form + "-views-changelog";
    }

    /** Changes the state that the views keep of that version, so that it no longer is what its events say. */
    public void falsify(StreamId stream, long version, String said, String says) {
        Bytes key = RowKeys.version(stream, version);
        Map<Bytes, byte[]> rows = new HashMap<>();
        kafka.records(topic()).forEach(record -> rows.put(Bytes.wrap(record.key()), record.value()));
        String row = new String(rows.getOrDefault(key, new byte[0]), ISO_8859_1);
        put(stream, key, row.replace(said, says).getBytes(ISO_8859_1));
    }

    /**
     * Leaves what a version of the bank leaves that cannot follow an event: none of its rows, and the marks that it waits,
     * which are those of an event whose predecessor is missing.
     */
    public void setAside(Envelope event, int offset) {
        StreamId stream = event.stream();
        put(stream, RowKeys.version(stream, event.version()), null);
        put(stream, RowKeys.log(stream.type(), offset), null);
        ProducerRecord<byte[], byte[]> waits = StreamWriter.record(event);
        try (var views = new TestViews(folder())) {
            for (int before = 0; before < offset; before++) {
                views.read(new ProducerRecord<>(waits.topic(), 0, waits.timestamp(), (byte[]) null, new byte[0]));
            }
            views.read(waits);
            views.all().forEach((key, value) -> {
                if (MARKS.indexOf(key.get()[0]) >= 0) {
                    put(stream, key, value.get());
                }
            });
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("set-aside");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(StreamId stream, Bytes key, byte @Nullable [] value) {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(new ProducerRecord<>(topic(), kafka.partitions().of(stream.key()), key.get(), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
