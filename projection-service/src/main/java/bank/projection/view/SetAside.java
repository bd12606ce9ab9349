package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.WireHeaders;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event of a stream that was set aside.
 *
 * @param offset where it stands in its partition
 * @param letter the id of its dead letter
 * @param version the version that it claims, if it claims one
 * @param parks whether its stream waits because of it
 */
public record SetAside(long offset, String letter, OptionalLong version, boolean parks) {

    private static final String PARKS = "parks";
    private static final String SEPARATOR = " ";
    private static final int PARTS = 3;

    static SetAside of(ConsumerRecord<byte[], byte[]> record, String letter, boolean parks) {
        String claimed =
                new WireHeaders(record.headers()).find(WireHeaders.VERSION).orElse("");
        return new SetAside(record.offset(), letter, version(claimed), parks);
    }

    static SetAside read(long offset, byte[] row) {
        String[] parts = new String(row, UTF_8).split(SEPARATOR, PARTS);
        return new SetAside(offset, parts[0], version(parts[1]), parts[2].equals(PARKS));
    }

    private static OptionalLong version(String text) {
        try {
            long version = Long.parseLong(text);
            return version < 1 ? OptionalLong.empty() : OptionalLong.of(version);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    byte[] bytes() {
        String claimed = version.isPresent() ? Long.toString(version.getAsLong()) : "";
        return String.join(SEPARATOR, letter, claimed, parks ? PARKS : "").getBytes(UTF_8);
    }
}
