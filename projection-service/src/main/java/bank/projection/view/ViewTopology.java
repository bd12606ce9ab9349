package bank.projection.view;

import bank.wire.ContentCipher;
import bank.wire.Domain;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The one topology of the views: all event topics, the outcomes and the dead letters, read partition by partition into
 * one store each.
 *
 * <p>One store, and so one changelog partition, for all rows of a partition: what is left after a crash is then always
 * what one moment had written, never half of a later one.
 */
public record ViewTopology(
        Domain domain,
        Topics topics,
        Partitions partitions,
        Map<String, String> changelogConfig,
        ContentCipher content,
        Folding folding,
        Positions positions,
        Holding holding) {

    public static final String STORE = "views";

    private static final String SOURCE = "log";
    private static final String PROCESSOR = "view";
    static final String DEAD_LETTERS = "dead-letters";

    /** The topics that are read: the events of every aggregate type, the outcomes, and what was set aside. */
    public List<String> sources() {
        return Stream.concat(eventTopics().stream(), Stream.of(topics.outcomes(), topics.deadLetters()))
                .toList();
    }

    /** The topics of the events of every aggregate type. */
    public Set<String> eventTopics() {
        return domain.names().stream().map(topics::events).collect(Collectors.toSet());
    }

    /** The topology; keys and values are read as bytes, so that no record can fail before a view looks at it. */
    public Topology build() {
        var topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                SOURCE,
                ViewTopology::timestamp,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                sources().toArray(String[]::new));
        topology.addProcessor(PROCESSOR, () -> new ViewProcessor(this), SOURCE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(changelogConfig),
                PROCESSOR);
        topology.addSink(
                DEAD_LETTERS, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), PROCESSOR);
        return topology;
    }

    Views views(KeyValueStore<Bytes, byte[]> store) {
        return new Views(domain, topics, partitions, content, store, folding);
    }

    /** The rows of one partition's store, to be read. */
    public ViewRows rows(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new ViewRows(new OpenedStore(content, store));
    }

    /** A foreign producer's record without a timestamp must not stop the views. */
    private static long timestamp(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
