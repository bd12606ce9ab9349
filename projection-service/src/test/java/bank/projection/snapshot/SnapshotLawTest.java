package bank.projection.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountRule;
import bank.projection.query.OnePartition;
import bank.projection.query.Resource;
import bank.projection.snapshot.SnapshotText.Piece;
import bank.projection.snapshot.SnapshotText.Place;
import bank.projection.view.SeededBank;
import bank.projection.view.StreamWriter;
import bank.projection.view.TestViews;
import bank.projection.view.VersionRow;
import bank.transfer.TransferRule;
import bank.wire.AggregateType;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the history and however long its pieces: a snapshot is the fold of all events up to its time. */
class SnapshotLawTest {

    private static final int COMMANDS = 120;
    private static final int EVERY_SO_MANY = 7;
    private static final List<Resource> RESOURCES = List.of(
            new Resource(Aggregates.ACCOUNT, "accounts", "id", AccountRule.NOT_FOUND, SnapshotLawTest::document),
            new Resource(Aggregates.TRANSFER, "transfers", "id", TransferRule.NOT_FOUND, SnapshotLawTest::document));
    private static final List<AggregateType<?, ?, ?>> TYPES = List.of(Aggregates.ACCOUNT, Aggregates.TRANSFER);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSnapshotIsTheFoldOfAllEventsUpToItsTime(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        try (var test = new TestViews(folder)) {
            var views = new OnePartition(test.read(bank.records).rows());
            for (int event = 0; event < bank.events().size(); event += EVERY_SO_MANY) {
                Instant asOf = bank.events().get(event).time();
                for (int length : new int[] {1, 1_000, 1_000_000}) {
                    var text = new SnapshotText(views, RESOURCES, Cut.now(asOf, views, TYPES), true, length);

                    JsonNode snapshot = whole(text, Place.START, length, "");

                    assertThat(snapshot.required("as_of").textValue()).isEqualTo(asOf.toString());
                    assertThat(snapshot.required("final").booleanValue()).isTrue();
                    assertThat(shown(snapshot)).isEqualTo(folded(bank, asOf));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrittenWhileItIsSentDoesNotShow(long seed) {
        var bank = new SeededBank(seed, COMMANDS);
        Instant end = bank.events().getLast().time();
        List<ProducerRecord<byte[], byte[]>> early = bank.records.subList(0, bank.records.size() / 2);
        List<ProducerRecord<byte[], byte[]>> late = bank.records.subList(early.size(), bank.records.size());
        try (var test = new TestViews(folder)) {
            var views = new OnePartition(test.read(early).rows());
            var undisturbed = new SnapshotText(views, RESOURCES, Cut.now(end, views, TYPES), false, 1);
            Map<String, JsonNode> before = shown(whole(undisturbed, Place.START, 1, ""));

            var disturbed = new SnapshotText(views, RESOURCES, Cut.now(end, views, TYPES), false, 1);
            Piece first = disturbed.at(Place.START);
            test.read(late);

            assertThat(shown(whole(disturbed, first.next().orElseThrow(), 1, first.text())))
                    .isEqualTo(before);
        }
    }

    /** All of it, each piece no longer than it may be. */
    private static JsonNode whole(SnapshotText text, Place from, int length, String before) {
        var all = new StringBuilder(before);
        Optional<Place> place = Optional.of(from);
        while (place.isPresent()) {
            Piece piece = text.at(place.get());
            assertThat(piece.text().length()).isLessThan(length + 400);
            all.append(piece.text());
            place = piece.next();
        }
        return Json.read(all.toString(), JsonNode.class);
    }

    private static Map<String, JsonNode> shown(JsonNode snapshot) {
        Map<String, JsonNode> all = new TreeMap<>();
        for (Resource resource : RESOURCES) {
            snapshot.required(resource.listName())
                    .forEach(
                            element -> assertThat(all.put(element.required("id").textValue(), element))
                                    .isNull());
        }
        return all;
    }

    private static Map<String, JsonNode> folded(SeededBank bank, Instant asOf) {
        Map<String, JsonNode> all = new TreeMap<>();
        for (StreamWriter<?, ?, ?> writer : bank.writers()) {
            int version = writer.versionAt(asOf);
            if (version > 0) {
                all.put(
                        writer.stream().id(),
                        document(writer.after(version).state(), writer.stream().id(), version));
            }
        }
        return all;
    }

    private static ObjectNode document(VersionRow row) {
        return document(row.snapshot().state(), row.snapshot().stream().id(), row.version());
    }

    private static ObjectNode document(Object state, String id, long version) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("version", Long.toString(version))
                .put("state", state.toString());
    }
}
