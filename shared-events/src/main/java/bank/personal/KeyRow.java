package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A subject's key: the record's key and value as they stand on the topic. Of a forgotten subject, it is the marker's key
 * and the ids of the keys that are still to be removed from the topic.
 */
record KeyRow(KeyRecord key, String value) {

    static KeyRow forgotten(String subject, Optional<KeyRow> before) {
        return new KeyRow(
                KeyRecord.marker(subject), before.map(row -> row.key().keyId()).orElse(""));
    }

    boolean isForgotten() {
        return key.isMarker();
    }

    /** The id of the master key that it is wrapped with. */
    Optional<String> master() {
        return isForgotten()
                ? Optional.empty()
                : Optional.of(WrappedKey.parse(value).master());
    }

    /** The ids of a forgotten subject's keys that still stand on the topic. */
    Set<String> left() {
        return value.isEmpty() ? Set.of() : Set.of(value.split(" ", -1));
    }

    KeyRow with(String keyId) {
        return withLeft(Stream.concat(left().stream(), Stream.of(keyId)));
    }

    KeyRow without(String keyId) {
        return withLeft(left().stream().filter(id -> !id.equals(keyId)));
    }

    private KeyRow withLeft(Stream<String> ids) {
        return new KeyRow(key, ids.distinct().collect(Collectors.joining(" ")));
    }

    /** The key's id, a line's end, the value. */
    byte[] bytes() {
        return (key.keyId() + "\n" + value).getBytes(UTF_8);
    }

    static KeyRow read(String subject, byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf('\n');
        return new KeyRow(new KeyRecord(subject, text.substring(0, end)), text.substring(end + 1));
    }
}
