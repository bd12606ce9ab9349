package bank.command.letter;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.wire.ContentCipher;
import bank.wire.DeadLetters;
import bank.wire.KafkaSettings;
import bank.wire.MalformedRecordException;
import bank.wire.Partitions;
import bank.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds dead letters by their ids. It reads their topic from its beginning each time: there are few, operators ask
 * seldom, and nothing need be kept that could differ from the topic. Thread-safe.
 */
public final class LetterFinder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LetterFinder.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(4);
    private static final int FETCH_WAIT_MILLIS = 10;
    private static final int WAITING_MOST = 16;
    private static final String NOT_READ = "The dead letters cannot be read at the moment";

    private final KafkaSettings kafka;
    private final ContentCipher content;
    private final List<TopicPartition> all;
    private final WorkerExecutor worker;
    private final InstantSource clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public LetterFinder(
            KafkaSettings kafka,
            Topics topics,
            Partitions partitions,
            ContentCipher content,
            Vertx vertx,
            InstantSource clock) {
        this.kafka = kafka;
        this.content = content;
        this.all = IntStream.range(0, partitions.count())
                .mapToObj(partition -> new TopicPartition(topics.deadLetters(), partition))
                .toList();
        this.worker = vertx.createSharedWorkerExecutor("dead-letters", 1);
        this.clock = clock;
    }

    /** The letter of that id, if there is one. */
    Future<Optional<FoundLetter>> find(String id) {
        if (waiting.incrementAndGet() > WAITING_MOST) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problem.unavailable(NOT_READ)));
        }
        return worker.executeBlocking(() -> read(id), false).onComplete(_ -> waiting.decrementAndGet());
    }

    private Optional<FoundLetter> read(String id) {
        Map<String, Object> config = kafka.consumer();
        // A partition without letters holds up those that have some.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(config)) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return read(consumer, consumer.endOffsets(all, MOST), id);
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log(NOT_READ);
            throw new ProblemException(Problem.unavailable(NOT_READ));
        }
    }

    private Optional<FoundLetter> read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, String id) {
        var until = clock.instant().plus(MOST);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), MOST) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (DeadLetters.isOf(id, record)) {
                    return letter(record);
                }
            }
            if (clock.instant().isAfter(until)) {
                throw new ProblemException(Problem.unavailable(NOT_READ));
            }
        }
        return Optional.empty();
    }

    private Optional<FoundLetter> letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(new FoundLetter(DeadLetters.read(content, record), record));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        worker.close().await();
    }
}
