package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What records of the topic of subject keys come to, one after another: the first key record of a subject is its key, one
 * that was wrapped anew with a new master key stands for it, and behind the marker of a forgotten subject no key counts.
 */
final class KeyRows {

    private final SubjectKeyStore store;
    private final Map<String, Optional<KeyRow>> rows = new HashMap<>();

    KeyRows(SubjectKeyStore store) {
        this.store = store;
    }

    /** Takes a record; without a value it is a tombstone. */
    void take(KeyRecord record, byte @Nullable [] value) {
        String subject = record.subject();
        Optional<KeyRow> known = rows.containsKey(subject) ? rows.get(subject) : store.find(subject);
        if (known.isPresent() && known.get().isForgotten()) {
            forgotten(known.get(), record, value);
        } else if (record.isMarker()) {
            if (value != null) {
                rows.put(subject, Optional.of(KeyRow.forgotten(subject, known)));
            }
        } else if (value == null) {
            known.filter(row -> row.key().equals(record)).ifPresent(_ -> rows.put(subject, Optional.empty()));
        } else {
            var row = new KeyRow(record, new String(value, UTF_8));
            if (known.isEmpty()
                    || known.get().key().equals(record)
                    || WrappedKey.parse(row.value()).isSettled()) {
                rows.put(subject, Optional.of(row));
            }
        }
    }

    /** A key that comes late, or is wrapped anew by somebody who has not yet heard, is one more to be removed. */
    private void forgotten(KeyRow known, KeyRecord record, byte @Nullable [] value) {
        if (!record.isMarker()) {
            KeyRow row = value == null ? known.without(record.keyId()) : known.with(record.keyId());
            rows.put(record.subject(), Optional.of(row));
        }
    }

    /** The subjects' rows that are others now; an empty one is to be removed. */
    Map<String, Optional<KeyRow>> rows() {
        return rows;
    }

    /** The keys of forgotten subjects that still stand on the topic. */
    List<KeyRecord> left() {
        List<KeyRecord> left = new ArrayList<>();
        rows.values().stream()
                .flatMap(Optional::stream)
                .filter(KeyRow::isForgotten)
                .forEach(row -> row.left()
                        .forEach(id -> left.add(new KeyRecord(row.key().subject(), id))));
        return left;
    }
}
