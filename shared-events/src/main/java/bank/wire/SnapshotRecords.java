package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.SnapshotJson.Head;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rows of the snapshot topics as Kafka records. One that is sealed says in headers how far its stream is: so streams are
 * verified against their snapshots without a key.
 */
public final class SnapshotRecords {

    private SnapshotRecords() {}

    /**
     * The record of a row.
     *
     * @param value the row as it is stored
     * @param head how far the stream is, if the row is a snapshot
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
            String topic, int partition, String key, byte[] value, Optional<Head> head) {
        var record = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value);
        if (head.isPresent() && ContentCipher.isSealed(value)) {
            new WireHeaders(record.headers())
                    .put(WireHeaders.VERSION, Long.toString(head.get().version()))
                    .put(WireHeaders.HASH, head.get().hash());
        }
        return record;
    }

    /** How far the stream is by a row with a value, if that is a snapshot. */
    public static Optional<Head> head(ConsumerRecord<byte[], byte[]> row) {
        if (!ContentCipher.isSealed(row.value())) {
            return SnapshotJson.head(row.value());
        }
        var headers = new WireHeaders(row.headers());
        return headers.find(WireHeaders.HASH)
                .map(hash -> new Head(Long.parseLong(headers.get(WireHeaders.VERSION)), hash));
    }
}
