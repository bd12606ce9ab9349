package bank.projection.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.projection.view.FoldSpans;
import bank.projection.view.Folding;
import bank.projection.view.VersionWaits;
import bank.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a partition does not answer from it before it knows what the log said by then. */
class KnownLogTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(1_500);

    private final TestKafka kafka = TestKafka.withPartitions(1);
    private final TopicPartition log = new TopicPartition(kafka.topics().projections(), 0);
    private final AtomicLong known = new AtomicLong();

    private final class Followed implements FollowedLog {

        @Override
        public TopicPartition partition() {
            return log;
        }

        @Override
        public long position() {
            return known.get();
        }
    }

    @Test
    void aPartitionIsAnsweredOnceTheLogIsKnownUpToWhereItEnded(@TempDir Path folder) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            producer.send(new ProducerRecord<>(log.topic(), 0, null, "{}".getBytes(UTF_8)))
                    .get();
        }
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
        try (var views = StreamsViews.start(
                settings,
                new Generation(1, 1),
                kafka.partitions(),
                new ClearContent(),
                Folding.live(new VersionWaits(), new FoldSpans(Tracing.none(), Instant::now)),
                new Followed(),
                Instant::now)) {
            await().atMost(LIMIT).until(() -> !views.assigned().isEmpty());
            await().during(A_WHILE).until(() -> !views.rows().answers(0));

            known.set(1);

            await().atMost(LIMIT).until(() -> views.rows().answers(0));
        }
    }
}
