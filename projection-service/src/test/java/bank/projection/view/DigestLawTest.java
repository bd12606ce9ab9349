package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.kit.ClearContent;
import bank.kit.Gen;
import bank.kit.Seeded;
import bank.trace.Tracing;
import bank.wire.DeadLetters;
import bank.wire.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/** The digests of two views are equal if and only if the rows that follow from events are. */
class DigestLawTest {

    private static final int COMMANDS = 60;
    /** Events, versions, places in lists, and marks of what was set aside. */
    private static final String COMPARED = "lvas";

    @Seeded(30)
    void viewsOfTheSameEventsHaveTheSameDigestThoughOneHasReadOn(Gen random) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = ReadRecords.withEarlyCopies(random, COMMANDS);
        int read = random.between(0, records.size());
        var ends = ends(records.subList(0, read));
        FakeStore whole = folded(records);
        FakeStore part = folded(records.subList(0, read));

        assertThat(ViewDigest.of(new ViewRows(whole), ends)).isEqualTo(ViewDigest.of(new ViewRows(part), ends));
        assertThat(ViewDifferences.of(new ViewRows(whole), new ViewRows(part), ends)
                        .streams())
                .isEmpty();
    }

    @Seeded(30)
    void whateverRowDiffersIsInTheDigestAndItsStreamIsNamed(Gen random) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = ReadRecords.withEarlyCopies(random, COMMANDS);
        var ends = ends(records);
        FakeStore right = folded(records);
        FakeStore wrong = folded(records);
        change(wrong, random);

        assertThat(ViewDigest.of(new ViewRows(wrong), ends)).isNotEqualTo(ViewDigest.of(new ViewRows(right), ends));
        assertThat(ViewDifferences.of(new ViewRows(wrong), new ViewRows(right), ends)
                        .streams())
                .isNotEmpty()
                .allSatisfy(named -> assertThat(TYPES).contains(named.type()))
                .anySatisfy(named -> assertThat(named.what()).matches(".*(differs|missing|otherwise).*"));
    }

    private static final List<String> TYPES = Aggregates.BANK.names();

    /** Removes a row, or turns one of its bits. */
    private static void change(FakeStore store, Gen random) {
        List<Bytes> keys = new ArrayList<>(store.rows.keySet());
        keys.removeIf(key -> COMPARED.indexOf(key.get()[0]) < 0);
        Bytes key = random.pick(keys);
        byte[] value = store.rows.getOrDefault(key, new byte[0]).clone();
        if (value.length == 0 || random.onceIn(3)) {
            store.rows.remove(key);
        } else {
            value[random.between(0, value.length - 1)] ^= 1;
            store.rows.put(key, value);
        }
    }

    private static Map<String, Long> ends(List<ConsumerRecord<byte[], byte[]>> records) {
        return TYPES.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        type -> records.stream()
                                .filter(record -> record.topic().equals(TestViews.TOPICS.events(type)))
                                .count()));
    }

    private static FakeStore folded(List<ConsumerRecord<byte[], byte[]>> records) {
        var store = new FakeStore();
        var views = new Views(
                Aggregates.BANK,
                TestViews.TOPICS,
                new Partitions(1),
                new ClearContent(),
                store,
                Folding.live(new VersionWaits(), new FoldSpans(Tracing.none(), Instant::now)));
        for (var record : records) {
            if (views.of(record.topic()).take(record).isPresent()) {
                views.setAside(record, DeadLetters.id(record.topic(), record.partition(), record.offset()));
            }
        }
        return store;
    }
}
