package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.es.Envelope;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, as bytes that are made only where it is sealed or opened. A sealed value that was brought to
 * another place does not open there.
 */
@FunctionalInterface
public interface Place {

    /** The fields that name the place, each as its length (four bytes, big-endian) and its bytes, like those of a hash. */
    byte[] bytes();

    /** An event; the same place as by its record's key and headers. */
    static Place of(Envelope event) {
        return () -> of(
                "record",
                event.stream().key(),
                EventRecords.source(event.stream()),
                event.type(),
                event.id(),
                Long.toString(event.version()));
    }

    /** An event or command, wherever its record stands: it may have gone to the dead letters. */
    static Place of(byte @Nullable [] key, Headers headers) {
        return () -> join(
                "record".getBytes(UTF_8),
                key == null ? new byte[0] : key,
                bytes(headers, WireHeaders.SOURCE),
                bytes(headers, WireHeaders.TYPE),
                bytes(headers, WireHeaders.ID),
                bytes(headers, WireHeaders.VERSION));
    }

    /** A row of the snapshot topic of an aggregate type, there and in local stores. */
    static Place snapshot(String type, String key) {
        return () -> of("snapshot", type, key);
    }

    /** The outcome of a command. */
    static Place reply(String commandId) {
        return () -> of("reply", commandId);
    }

    /** A header of a command or dead letter that tells of its content. */
    static Place header(String name, String id) {
        return () -> of("header", name, id);
    }

    /** A row of the views. */
    static Place view(byte[] rowKey) {
        return () -> join("view".getBytes(UTF_8), rowKey);
    }

    private static byte[] of(String... fields) {
        return join(Stream.of(fields).map(field -> field.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    private static byte[] bytes(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? new byte[0] : header.value();
    }

    private static byte[] join(byte[]... fields) {
        int length = 0;
        for (byte[] field : fields) {
            length += Integer.BYTES + field.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] field : fields) {
            all.putInt(field.length).put(field);
        }
        return all.array();
    }
}
