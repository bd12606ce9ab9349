package bank.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.Envelope;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.projection.peer.Peers;
import bank.projection.query.QueryPool;
import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsSettings;
import bank.projection.streams.StreamsViews;
import bank.projection.view.Counts;
import bank.projection.view.Events;
import bank.projection.view.FoldSpans;
import bank.projection.view.Folding;
import bank.projection.view.SeededBank;
import bank.projection.view.VersionWaits;
import bank.projection.view.ViewDigest;
import bank.trace.Tracing;
import bank.wire.EventRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilt views take the place of the live ones so that nobody notices, whatever the two are doing: on one instance. */
class HandoverTest {

    private static final Generation FIRST = new Generation(1, 1);
    private static final Generation NEXT = new Generation(1, 2);
    private static final String TYPE = Aggregates.ACCOUNT.name();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final int KEPT_BACK = 5;
    private static final FoldSpans SPANS = new FoldSpans(Tracing.none(), Instant::now);
    private static final ViewDigest DIGEST = new ViewDigest(Counts.NONE, 0, "digest");

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
    private final Peers peers = new Peers();
    private GenerationLog log;
    private StreamsViews former;
    private StreamsViews rebuilt;
    private RebuildParts parts;
    private Optional<RebuildThread> thread = Optional.empty();

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
        log = GenerationLog.start(settings, kafka.partitions());
        former = start(settings, FIRST, Folding.live(waits, SPANS));
        rebuilt = start(settings, NEXT, Folding.beside(waits, SPANS, _ -> false));
        var live = new LiveViews(former, partition -> log.now().liveOf(partition));
        live.add(rebuilt);
        parts = new RebuildParts(
                live, log, peers, new Leftovers(settings), waits, List.of(pool), _ -> rebuilt, Instant::now);
        await().atMost(LIMIT).until(() -> former.ready() && rebuilt.ready());
        log.append(RebuildRecord.of(What.STARTED, NEXT, Instant.EPOCH));
        log.append(RebuildRecord.built(NEXT, 0, Map.of(), Instant.EPOCH));
        log.append(RebuildRecord.digested(NEXT, 0, DIGEST, Instant.EPOCH));
    }

    private StreamsViews start(StreamsSettings settings, Generation generation, Folding folding) {
        return StreamsViews.start(
                settings, generation, kafka.partitions(), new ClearContent(), folding, log, Instant::now);
    }

    /** All was equal, and from now on it is switched. */
    private void begin() throws Exception {
        log.append(RebuildRecord.compared(
                NEXT, 0, new Finding(Optional.of(DIGEST), List.of(), false, Optional.empty()), Instant.EPOCH));
        thread = Optional.of(RebuildThread.start(parts));
    }

    @AfterEach
    void close() {
        thread.ifPresent(RebuildThread::close);
        log.close();
        former.close();
        rebuilt.close();
        peers.close();
        pool.close();
        vertx.close().await();
    }

    @Test
    void nobodyIsAnsweredFromLessThanSomebodyWasBefore() throws Exception {
        rebuilt.topology().folding().freeze();
        publishTheRest();
        await().atMost(LIMIT).until(() -> count(former) == events.size());

        begin();

        await().during(A_WHILE).until(() -> parts.live().of(0) == former);
        rebuilt.topology().folding().thaw();
        awaitRebuilt();
        assertThat(count(rebuilt)).isEqualTo(events.size());
    }

    @Test
    void whileTheOtherOneDoesNotCatchUpTheLiveOneGoesOn() throws Exception {
        rebuilt.topology().folding().freeze();
        publish(events.subList(events.size() - KEPT_BACK, events.size() - 1));
        await().atMost(LIMIT).until(() -> count(former) == events.size() - 1);
        begin();
        await().during(A_WHILE).until(() -> parts.live().of(0) == former);

        publish(List.of(events.getLast()));

        await().atMost(LIMIT).until(() -> count(parts.live().of(0)) == events.size());
        assertThat(parts.live().of(0)).isSameAs(former);
        assertThat(log.now().live()).isEqualTo(FIRST);
        rebuilt.topology().folding().thaw();
    }

    @Test
    void whatDoesNotArriveWhileTheLiveOneStandsStillIsNotGivenAndTheLiveOneGoesOn() throws Exception {
        rebuilt.topology().folding().freeze();
        publish(events.subList(events.size() - KEPT_BACK, events.size() - 1));
        await().atMost(LIMIT).until(() -> count(former) == events.size() - 1);
        var handover = new Handover(parts, log.now().building().orElseThrow(), rebuilt);

        assertThat(handover.stopAndGive(Set.of(0))).isFalse();

        assertThat(parts.live().of(0)).isSameAs(former);
        publish(List.of(events.getLast()));
        await().atMost(LIMIT).until(() -> count(former) == events.size());
        rebuilt.topology().folding().thaw();
        await().atMost(LIMIT).until(() -> count(rebuilt) == events.size());
        assertThat(handover.stopAndGive(Set.of(0))).isTrue();
    }

    @Test
    void aQueryThatHasBegunEndsWhereItBegan() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var query = pool.run(() -> {
                    int found = 0;
                    try (Events all = parts.live().of(0).here(0).events(TYPE, 0)) {
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

        begin();

        awaitRebuilt();
        await().during(A_WHILE).until(() -> parts.live().running(FIRST).isPresent());
        goOn.countDown();
        assertThat(query.get(30, TimeUnit.SECONDS)).isEqualTo(events.size() - KEPT_BACK);
        await().atMost(LIMIT).until(() -> parts.live().running(FIRST).isEmpty());
        assertThat(parts.live().now()).isSameAs(rebuilt);
    }

    @Test
    void aPartitionThatGoesOverIsReadByNobodyForThatMoment() {
        parts.live().close(FIRST, Set.of(0));

        assertThatExceptionOfType(InvalidStateStoreException.class)
                .isThrownBy(() -> parts.live().of(0));
        assertThat(parts.live().has(FIRST, 0)).isFalse();
        assertThat(parts.live().has(NEXT, 0)).isTrue();

        parts.live().open();

        assertThat(parts.live().of(0)).isSameAs(former);
        assertThat(parts.live().has(FIRST, 0)).isTrue();
    }

    private void awaitRebuilt() {
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(InvalidStateStoreException.class)
                .until(() -> parts.live().of(0) == rebuilt);
    }

    private static long count(StreamsViews views) {
        return views.here(0).counts(TYPE).events();
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
