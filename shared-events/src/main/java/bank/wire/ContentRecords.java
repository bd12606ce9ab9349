package bank.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Records whose value is content, sealed and opened; those that are in clear, and stay so, are not copied. */
public final class ContentRecords {

    static final String JSON = "application/json";
    static final String SEALED = "application/vnd.bank.sealed";

    private ContentRecords() {}

    /** What the header {@code content-type} says of a stored value. */
    static String contentType(byte[] stored) {
        return ContentCipher.isSealed(stored) ? SEALED : JSON;
    }

    /** The command's record as it is to be sent. */
    public static ProducerRecord<byte[], byte[]> seal(ContentCipher content, ProducerRecord<byte[], byte[]> command) {
        if (!content.seals()) {
            return command;
        }
        Headers headers = command.headers();
        byte[] sealed = content.seal(Place.of(command.key(), headers), command.value());
        replace(headers, WireHeaders.CONTENT_TYPE, contentType(sealed).getBytes(UTF_8));
        Header fingerprint = headers.lastHeader(WireHeaders.FINGERPRINT);
        if (fingerprint != null) {
            // What a short request says could be guessed from it.
            replace(headers, WireHeaders.FINGERPRINT, content.seal(fingerprintOf(headers), fingerprint.value()));
        }
        return new ProducerRecord<>(
                command.topic(), command.partition(), command.timestamp(), command.key(), sealed, headers);
    }

    /** The command's record as it was before it was sealed. */
    public static ConsumerRecord<byte[], byte[]> open(ContentCipher content, ConsumerRecord<byte[], byte[]> command) {
        if (!ContentCipher.isSealed(command.value())) {
            return command;
        }
        // A record that is sent copies the headers it is given.
        Headers headers = new ProducerRecord<>(
                        command.topic(), command.partition(), command.key(), command.value(), command.headers())
                .headers();
        Header fingerprint = headers.lastHeader(WireHeaders.FINGERPRINT);
        if (fingerprint != null) {
            replace(headers, WireHeaders.FINGERPRINT, content.open(fingerprintOf(headers), fingerprint.value()));
        }
        return new ConsumerRecord<>(
                command.topic(),
                command.partition(),
                command.offset(),
                command.timestamp(),
                command.timestampType(),
                command.serializedKeySize(),
                command.serializedValueSize(),
                command.key(),
                content.open(Place.of(command.key(), command.headers()), command.value()),
                headers,
                Optional.empty());
    }

    private static Place fingerprintOf(Headers headers) {
        return Place.header(WireHeaders.FINGERPRINT, new WireHeaders(headers).get(WireHeaders.ID));
    }

    private static void replace(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }
}
