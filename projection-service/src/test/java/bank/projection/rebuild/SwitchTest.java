package bank.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.Envelope;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.projection.query.QueryPool;
import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsSettings;
import bank.projection.streams.StreamsViews;
import bank.projection.view.Events;
import bank.projection.view.FoldSpans;
import bank.projection.view.Folding;
import bank.projection.view.SeededBank;
import bank.projection.view.VersionWaits;
import bank.trace.Tracing;
import bank.wire.EventRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilt views take the place of the live ones so that nobody notices, whatever the two are doing. */
class SwitchTest {

    private static final Generation FIRST = new Generation(1, 1);
    private static final Generation NEXT = new Generation(1, 2);
    private static final String TYPE = Aggregates.ACCOUNT.name();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final int KEPT_BACK = 5;

    @TempDir
    Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final List<Envelope> events = new SeededBank(3, 100)
            .events().stream()
                    .filter(event -> event.stream().type().equals(TYPE))
                    .toList();
    private final Vertx vertx = Vertx.vertx();
    private final QueryPool pool = new QueryPool(vertx);
    private final VersionWaits waits = new VersionWaits();
    private StreamsViews former;
    private StreamsViews rebuilt;
    private RebuildParts parts;

    @BeforeEach
    void open() throws Exception {
        publish(events.subList(0, events.size() - KEPT_BACK));
        var settings = new StreamsSettings(
                1,
                Aggregates.BANK,
                kafka.kafka(),
                kafka.topics(),
                folder,
                1,
                Optional.of("one"),
                new HostInfo("127.0.0.1", 1),
                new SimpleMeterRegistry());
        former = StreamsViews.start(
                settings,
                FIRST,
                kafka.partitions(),
                new ClearContent(),
                Folding.live(waits, new FoldSpans(Tracing.none(), Instant::now)),
                Instant::now);
        rebuilt = StreamsViews.start(
                settings,
                NEXT,
                kafka.partitions(),
                new ClearContent(),
                Folding.beside(waits, new FoldSpans(Tracing.none(), Instant::now), _ -> false),
                Instant::now);
        var log = new GenerationLog(settings, kafka.partitions());
        log.append(RebuildRecord.of(What.STARTED, NEXT, Instant.EPOCH));
        parts = new RebuildParts(
                new LiveViews(former), log, new Leftovers(settings), waits, pool, _ -> rebuilt, Instant::now);
        await().atMost(LIMIT).until(() -> former.ready() && rebuilt.ready());
    }

    @AfterEach
    void close() {
        former.close();
        rebuilt.close();
        pool.close();
        vertx.close().await();
    }

    @Test
    void nobodyIsAnsweredFromLessThanSomebodyWasBefore() throws Exception {
        rebuilt.topology().folding().freeze();
        publishTheRest();
        await().atMost(LIMIT).until(() -> count(former) == events.size());

        var switching = switching();

        await().during(A_WHILE).until(() -> parts.live().now() == former);
        rebuilt.topology().folding().thaw();
        await().atMost(LIMIT).until(() -> parts.live().now() == rebuilt);
        assertThat(count(parts.live().now())).isEqualTo(events.size());
        assertThat(switching.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whereTheOtherOneDoesNotCatchUpTheLiveOneGoesOn() throws Exception {
        rebuilt.topology().folding().freeze();
        publish(events.subList(events.size() - KEPT_BACK, events.size() - 1));
        await().atMost(LIMIT).until(() -> count(former) == events.size() - 1);

        assertThat(switching().get(30, TimeUnit.SECONDS)).isFalse();

        publish(List.of(events.getLast()));
        await().atMost(LIMIT).until(() -> count(parts.live().now()) == events.size());
        assertThat(parts.live().now()).isSameAs(former);
        assertThat(parts.log().read().live()).isEqualTo(FIRST);
        rebuilt.topology().folding().thaw();
    }

    @Test
    void aQueryThatHasBegunEndsWhereItBegan() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var query = pool.run(() -> {
                    int found = 0;
                    try (Events all = parts.live().all().getFirst().events(TYPE, 0)) {
                        for (; all.hasNext(); all.next()) {
                            found++;
                            begun.countDown();
                            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                        }
                    }
                    return found;
                })
                .toCompletionStage()
                .toCompletableFuture();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        var switching = switching();

        await().atMost(LIMIT).until(() -> parts.live().now() == rebuilt);
        await().during(A_WHILE).until(() -> !switching.isDone());
        goOn.countDown();
        assertThat(query.get(30, TimeUnit.SECONDS)).isEqualTo(events.size() - KEPT_BACK);
        assertThat(switching.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(parts.log().read().live()).isEqualTo(NEXT);
    }

    private CompletableFuture<Boolean> switching() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Switch(parts, rebuilt).run();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static long count(StreamsViews views) {
        return views.all().getFirst().counts(TYPE).events();
    }

    private void publishTheRest() throws Exception {
        publish(events.subList(events.size() - KEPT_BACK, events.size()));
    }

    private void publish(List<Envelope> some) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            for (Envelope event : some) {
                producer.send(EventRecords.toRecord(kafka.topics().events(TYPE), 0, event))
                        .get();
            }
        }
    }
}
