package bank.projection.feed;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Envelope;
import bank.http.ProblemException;
import bank.kit.ClearContent;
import bank.kit.Gen;
import bank.personal.PersonalCipher;
import bank.personal.SubjectKey;
import bank.personal.SubjectKeys;
import bank.projection.query.OnePartition;
import bank.projection.query.PersonalView;
import bank.projection.query.QueryPool;
import bank.projection.view.SeededBank;
import bank.projection.view.TestViews;
import bank.wire.ContentCipher;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading goes on where it was left, looks at so much at a time, and waits for what is to come. */
class FeedReaderTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final FeedFilter ALL = filter();
    private static final FeedCursor START = FeedCursor.start(Aggregates.BANK, 1);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(vertx);
    private TestViews views;
    private Instant now = TestViews.START.plus(Duration.ofDays(1));

    /** The keys of subjects that were all forgotten, or whose keys are not here yet. */
    private static final class NoKeys implements SubjectKeys {

        @Override
        public ContentCipher content() {
            return new ClearContent();
        }

        @Override
        public Optional<SubjectKey> find(String subject) {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Void> readToEnd() {
            return CompletableFuture.failedFuture(new IllegalStateException("They cannot be read"));
        }

        @Override
        public CompletableFuture<PersonalCipher> cipherFor(String subject) {
            return new CompletableFuture<>();
        }

        @Override
        public boolean isForgotten(String subject) {
            return false;
        }

        @Override
        public CompletableFuture<Void> forgotten(String subject) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<SubjectKey> findOrCreate(String subject) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        views = new TestViews(folder);
    }

    @AfterEach
    void close() {
        views.close();
        pool.close();
        vertx.close().await();
    }

    private static FeedFilter filter(String... types) {
        return new FeedFilter(Set.of(types), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private FeedLog log(int lookedAtMost) {
        return new FeedLog(
                Aggregates.BANK,
                new OnePartition(views.rows()),
                new PersonalView(Aggregates.BANK, new NoKeys(), () -> now),
                lookedAtMost);
    }

    private FeedReader reader(FeedFilter filter, int lookedAtMost) {
        return new FeedReader(log(lookedAtMost), pool, views.waits.news(), vertx, filter, 100);
    }

    /** Read while it is written, by readers who each take a page and hand its cursor on. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachEventIsReadOnceWhateverThePagesAndHoweverItGrows(long seed) {
        var random = new Gen(seed);
        var bank = new SeededBank(seed, 200);
        List<ProducerRecord<byte[], byte[]>> unwritten = new ArrayList<>(bank.records);
        List<String> read = new ArrayList<>();
        String cursor = START.text();
        FeedPage page;
        do {
            int written = random.between(0, Math.min(20, unwritten.size()));
            views.read(List.copyOf(unwritten.subList(0, written)));
            unwritten.subList(0, written).clear();
            page = log(random.between(1, 30))
                    .read(FeedCursor.parse(Aggregates.BANK, cursor, 1).orElseThrow(), ALL, random.between(1, 10));
            page.events().forEach(event -> read.add(event.json()));
            cursor = page.next().text();
        } while (!unwritten.isEmpty() || page.more());

        assertThat(read.stream().map(FeedReaderTest::id))
                .containsExactlyInAnyOrderElementsOf(
                        bank.events().stream().map(Envelope::id).toList());
    }

    private static String id(String json) {
        return Json.read(json, JsonNode.class).required("id").textValue();
    }

    @Test
    void aRareTypeIsFoundAlthoughEachLookIsBounded() {
        var bank = new SeededBank(1, 200);
        views.read(bank.records);
        String rare = lastToAppear(bank);
        FeedPage page = log(10).read(START, filter(rare), 100);
        assertThat(page.events()).isEmpty();
        assertThat(page.more()).isTrue();
        assertThat(page.next()).isNotEqualTo(START);

        FeedPage found = reader(filter(rare), 10).next(START, LONG).await();
        assertThat(found.events()).isNotEmpty().extracting(FeedEvent::type).containsOnly(rare);
    }

    /** The type of accounts' events whose first event is the latest. */
    private static String lastToAppear(SeededBank bank) {
        Set<String> types = new LinkedHashSet<>();
        bank.events().stream()
                .filter(event -> event.stream().type().equals("account"))
                .forEach(event -> types.add(event.type()));
        return List.copyOf(types).getLast();
    }

    @Test
    void whoWaitsIsWokenByANewEvent() {
        List<ProducerRecord<byte[], byte[]>> records = new SeededBank(1, 50).records;
        var reader = reader(ALL, 100);
        var first = reader.next(START, LONG);
        assertThat(first.isComplete()).isFalse();

        views.read(records.getFirst());

        assertThat(first.toCompletionStage().toCompletableFuture())
                .succeedsWithin(LONG.dividedBy(2))
                .satisfies(page -> assertThat(page.events()).hasSize(1));
    }

    @Test
    void whoGoesIsNotWaitedFor() {
        var reader = reader(ALL, 100);
        var page = reader.next(START, LONG);
        vertx.runOnContext(_ -> reader.end());

        assertThat(page.await().events()).isEmpty();
    }

    @Test
    void anEventWhoseKeyIsNotHereYetIsWaitedForAndThenShownWithoutItsPersonalData() {
        views.read(new SeededBank(1, 50).records);
        now = TestViews.START;

        Assertions.assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log(100).read(START, filter("AccountOpened"), 10));
        var page = reader(filter("AccountOpened"), 100).next(START, LONG);
        now = TestViews.START.plus(Duration.ofDays(1));

        assertThat(page.await().events())
                .isNotEmpty()
                .allMatch(event -> event.json().contains("\"owner\":null"));
    }

    @Test
    void aStreamWithoutEventsHasHeartbeatsThatSayHowFarItIs() {
        views.read(new SeededBank(1, 50).records);
        var stream =
                new FeedStream(reader(filter("AccountClosed", "TransferFailed"), 10), START, Duration.ofMillis(50));
        List<String> pieces = Stream.generate(
                        () -> stream.next().await().map(Buffer::toString).orElseThrow())
                .limit(30)
                .toList();

        assertThat(pieces.getFirst()).startsWith("retry: ");
        assertThat(pieces.getLast()).startsWith(": heartbeat\nid: account.");
        FeedCursor last = FeedCursor.parse(
                        Aggregates.BANK, pieces.getLast().split("\n", -1)[1].substring("id: ".length()), 1)
                .orElseThrow();
        assertThat(log(1_000).read(last, ALL, 100).more())
                .as("what does not fit was passed over")
                .isFalse();
    }
}
