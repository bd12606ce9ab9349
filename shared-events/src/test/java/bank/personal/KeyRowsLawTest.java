package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Gen;
import bank.kit.Seeded;
import bank.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What a subject's key is does not depend on who reads the topic when, and what has been compacted by then. */
class KeyRowsLawTest {

    private static final String ALICE = "main/acc-alice";

    @TempDir
    private Path folder;

    /** A record; without a value, a tombstone. */
    private record Written(KeyRecord key, Optional<String> value) {

        void to(KeyRows rows) {
            rows.take(key, value.map(text -> text.getBytes(UTF_8)).orElse(null));
        }
    }

    @Seeded
    void whoReadsACompactedTopicFindsTheSameKey(Gen gen) {
        List<Written> log = log(gen, false);
        try (var store = SubjectKeyStore.open(folder.resolve("store"))) {
            Optional<KeyRow> whole = read(store, log);
            assertThat(read(store, compacted(log, gen.between(0, log.size())))).isEqualTo(whole);
        }
    }

    @Seeded
    void nobodyFindsAKeyOfAForgottenSubject(Gen gen) {
        List<Written> log = log(gen, true);
        try (var store = SubjectKeyStore.open(folder.resolve("store"))) {
            List<Written> left = compacted(log, gen.between(0, log.size()));
            assertThat(read(store, left)).hasValueSatisfying(row -> {
                assertThat(row.isForgotten()).isTrue();
                assertThat(row.value()).doesNotContain("wrapped");
            });
        }
    }

    @Seeded
    void whoReadsInPartsFindsTheSame(Gen gen) {
        List<Written> log = log(gen, gen.flag());
        int part = gen.between(0, log.size());
        try (var store = SubjectKeyStore.open(folder.resolve("store"))) {
            Optional<KeyRow> whole = read(store, log);
            var first = new KeyRows(store);
            log.subList(0, part).forEach(written -> written.to(first));
            store.apply(first.rows(), Map.of());
            assertThat(read(store, log.subList(part, log.size())).or(() -> store.find(ALICE)))
                    .isEqualTo(whole);
        }
    }

    private static Optional<KeyRow> read(SubjectKeyStore store, List<Written> log) {
        var rows = new KeyRows(store);
        log.forEach(written -> written.to(rows));
        return rows.rows().getOrDefault(ALICE, Optional.empty());
    }

    /** Keys of gateways that met the subject at once, the first wrapped anew now and then, and perhaps a marker. */
    private static List<Written> log(Gen gen, boolean forgotten) {
        List<Written> log = new ArrayList<>();
        log.add(key("key-1", false, 0));
        for (int i = 1; i < gen.between(1, 12); i++) {
            log.add(gen.flag() ? key("key-1", true, i) : key("key-" + gen.between(2, 4), false, i));
        }
        if (forgotten) {
            int at = gen.between(0, log.size());
            log.add(at, new Written(KeyRecord.marker(ALICE), Optional.of("{}")));
            log.add(gen.between(at + 1, log.size()), new Written(new KeyRecord(ALICE, "key-1"), Optional.empty()));
        }
        return log;
    }

    private static Written key(String id, boolean settled, int wrapping) {
        var value =
                new WrappedKey("mk-1", new byte[] {(byte) wrapping}, settled ? Optional.of(true) : Optional.empty());
        return new Written(new KeyRecord(ALICE, id), Optional.of(Json.write(value)));
    }

    /** Without the records that others of their key follow before the place given. */
    private static List<Written> compacted(List<Written> log, int before) {
        List<Written> left = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            KeyRecord key = log.get(i).key();
            boolean overwritten = i < before
                    && log.subList(i + 1, before).stream()
                            .anyMatch(later -> later.key().equals(key));
            if (!overwritten) {
                left.add(log.get(i));
            }
        }
        return left;
    }
}
