package bank.projection.view;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Envelope;
import bank.es.StreamId;
import bank.kit.Envelopes;
import bank.kit.Gen;
import bank.personal.TestContent;
import bank.wire.ContentCipher;
import bank.wire.DeadLetters;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Json;
import bank.wire.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views of events that are sealed, in a store that is. */
class SealedViewsTest {

    private static final int COMMANDS = 200;

    @TempDir
    Path folder;

    /** The same events, each stored as the cipher stores it. */
    private static List<ProducerRecord<byte[], byte[]>> stored(
            ContentCipher content, List<ProducerRecord<byte[], byte[]>> clear) {
        Map<StreamId, String> heads = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> stored = new ArrayList<>();
        for (var record : clear) {
            String type = record.topic().split("\\.", -1)[1];
            Envelope e = EventRecords.fromRecord(type, Envelopes.consumed(record));
            var moved = new Envelope(
                    e.stream(),
                    e.version(),
                    e.id(),
                    e.type(),
                    e.schemaVersion(),
                    e.time(),
                    e.cause(),
                    e.data(),
                    heads.getOrDefault(e.stream(), HashChain.START),
                    "");
            byte[] value = content.seal(Place.of(moved), e.data().getBytes(UTF_8));
            Envelope hashed = moved.withHash(HashChain.hashOf(moved, value));
            heads.put(e.stream(), hashed.hash());
            stored.add(EventRecords.toRecord(record.topic(), 0, hashed, value, OptionalLong.empty()));
        }
        return stored;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whateverIsSealedOfEventsAndRowsTheViewsAreTheFoldOfTheStreams(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        ContentCipher mixed = TestContent.mixed(new Gen(seed));
        try (var views = new TestViews(folder, 1, mixed)) {
            views.read(stored(mixed, bank.records));

            for (StreamWriter<?, ?, ?> writer : bank.writers()) {
                assertThat(views.head(writer).snapshot().state()).isEqualTo(writer.state());
                assertThat(views.rows().events(writer.stream(), 1, Long.MAX_VALUE))
                        .extracting(row -> row.tree().required("data"))
                        .containsExactlyElementsOf(writer.events().stream()
                                .map(event -> Json.read(event.data(), JsonNode.class))
                                .toList());
            }
            assertThat(views.rows().counts("account").transactions()).isEqualTo(bank.transactions());
            assertThat(views.deadLetters()).isEmpty();
        }
    }

    @Test
    void neitherTheStoreNorItsChangelogTellsWhatHappened() {
        var bank = new SeededBank(1, COMMANDS);
        ContentCipher sealing = TestContent.sealing();
        try (var views = new TestViews(folder, 1, sealing)) {
            views.read(stored(sealing, bank.records));

            assertThat(views.all().values()).isNotEmpty().noneMatch(value -> tells(value.get()));
            assertThat(views.changelog()).isNotEmpty().noneMatch(row -> tells(row.value()));
        }
    }

    @Test
    void anEventThatDoesNotOpenParksItsStreamAndTheOthersGoOn() {
        var bank = new SeededBank(1, COMMANDS);
        ContentCipher sealing = TestContent.sealing();
        List<ProducerRecord<byte[], byte[]>> stored = stored(sealing, bank.records);
        // It has the right hash, but its value is another event's: whoever wrote it had no key.
        Envelope event = EventRecords.fromRecord("account", Envelopes.consumed(account(stored)));
        byte[] foreign = stored.getLast().value();
        Envelope broken = event.withHash(HashChain.hashOf(event, foreign));
        try (var views = new TestViews(folder, 1, sealing)) {
            views.read(EventRecords.toRecord(account(stored).topic(), 0, broken, foreign, OptionalLong.empty()));
            TestRecord<byte[], byte[]> letter = views.deadLetters().getFirst();
            views.read(stored.stream()
                    .filter(record -> record.topic().contains("transfer"))
                    .toList());

            assertThat(views.rows().parked(event.stream())).isTrue();
            assertThat(DeadLetters.read(
                                    sealing,
                                    Envelopes.consumed(new ProducerRecord<>(
                                            "bank.dead-letters", 0, letter.key(), letter.value(), letter.headers())))
                            .cause())
                    .startsWith("SealedValueException: The sealed value is damaged");
            assertThat(views.rows().counts("account").events()).isZero();
            assertThat(views.rows().counts("transfer").events()).isPositive();
        }
    }

    @Test
    void aSealedDeadLetterIsShownInClear() {
        ContentCipher sealing = TestContent.sealing();
        var event = account(stored(sealing, new SeededBank(1, COMMANDS).records));
        var letter =
                DeadLetters.toRecord(sealing, "bank.dead-letters", "dl-1", event, 7, "It says 250.5", TestViews.START);
        try (var views = new TestViews(folder, 1, sealing)) {
            views.read(letter);

            assertThat(views.rows().letter("dl-1").orElseThrow())
                    .contains("\"cause\":\"It says 250.5\"", "\"value\":\"{\\\"owner\\\":");
            assertThat(views.all().values()).noneMatch(value -> tells(value.get()));
        }
    }

    private static ProducerRecord<byte[], byte[]> account(List<ProducerRecord<byte[], byte[]>> stored) {
        return stored.stream()
                .filter(record -> record.topic().equals(TestViews.TOPICS.events(Aggregates.ACCOUNT.name())))
                .findFirst()
                .orElseThrow();
    }

    private static boolean tells(byte[] value) {
        String bytes = value == null ? "" : new String(value, ISO_8859_1);
        return Stream.of("amount", "balance", "owner", "250.5").anyMatch(bytes::contains);
    }
}
