package bank.command.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.DeadLetters.Letter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it stands on its topic.
 *
 * @param letter what it says of the record that was set aside
 * @param record itself, its key and value that record's
 */
record FoundLetter(Letter letter, ConsumerRecord<byte[], byte[]> record) {

    /** The key of the record that was set aside, empty where it has none. */
    String key() {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }

    /** Whether the record that was set aside has a value. */
    boolean hasValue() {
        return record.value() != null;
    }

    /** How many bytes it has, those of its headers among them. */
    int bytes() {
        int bytes = length(record.key()) + length(record.value());
        for (Header header : letter.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
