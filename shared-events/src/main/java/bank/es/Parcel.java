package bank.es;

import java.util.List;
import java.util.Optional;

/**
 * A record that a command brings along, its bytes in base64.
 *
 * @param topic where it goes
 * @param partition to which of its partitions
 * @param key its key
 * @param headers its headers, in their order
 * @param value its value
 */
public record Parcel(String topic, int partition, String key, List<Label> headers, String value) {

    public Parcel {
        headers = List.copyOf(headers);
    }

    /** A header; one may be without a value. */
    public record Label(String name, Optional<String> value) {}
}
