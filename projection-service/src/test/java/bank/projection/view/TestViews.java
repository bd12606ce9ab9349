package bank.projection.view;

import bank.Aggregates;
import bank.kit.ClearContent;
import bank.trace.Tracing;
import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, which has one partition of everything. */
public final class TestViews implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    static final Topics TOPICS = new Topics("bank");

    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final ViewTopology topology;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> letters;
    private final TestOutputTopic<byte[], byte[]> changelog;
    public final VersionWaits waits = new VersionWaits();

    TestViews(Path folder, int partitions) {
        this(folder, partitions, new ClearContent());
    }

    TestViews(Path folder, int partitions, ContentCipher content) {
        topology = new ViewTopology(
                Aggregates.BANK,
                TOPICS,
                new Partitions(partitions),
                Map.of(),
                content,
                Folding.live(waits, new FoldSpans(Tracing.none(), Instant::now)),
                new Positions(),
                Holding.UNHEARD);
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "bank-projection");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(topology.build(), config, START);
        letters = driver.createOutputTopic(
                TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        changelog = driver.createOutputTopic(
                "bank-projection-views-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public TestViews(Path folder) {
        this(folder, 1);
    }

    public TestViews read(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(this::read);
        return this;
    }

    public TestViews read(ProducerRecord<byte[], byte[]> record) {
        inputs.computeIfAbsent(
                        record.topic(),
                        topic -> driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(record));
        return this;
    }

    KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(ViewTopology.STORE);
    }

    public ViewRows rows() {
        return topology.rows(store());
    }

    TopologyTestDriver driver() {
        return driver;
    }

    VersionRow head(StreamWriter<?, ?, ?> writer) {
        AggregateType<?, ?, ?> type = Aggregates.BANK.named(writer.stream().type());
        return rows().head(type, writer.stream()).orElseThrow();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return letters.readRecordsToList();
    }

    /** What has been written to the changelog since this was last asked. */
    List<TestRecord<byte[], byte[]>> changelog() {
        return changelog.readRecordsToList();
    }

    /** Every row, its value as numbers, so that rows can be compared. */
    Map<Bytes, Bytes> all() {
        Map<Bytes, Bytes> all = new TreeMap<>();
        try (var rows = store().all()) {
            rows.forEachRemaining(row -> all.put(row.key, Bytes.wrap(row.value)));
        }
        return all;
    }

    @Override
    public void close() {
        driver.close();
    }
}
