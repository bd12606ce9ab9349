package bank.e2e;

import bank.es.Envelope;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.KafkaSettings;
import bank.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * All that has happened, as a consumer downstream reads it from the topics: the streams by their ids, each event
 * checked against its bytes.
 */
record Log(Map<String, List<Envelope>> streams) {

    private static final Topics TOPICS = new Topics("bank");

    /** The streams of an aggregate type on that Kafka, up to what is committed now. */
    static Log read(String kafka, String type) {
        Map<String, List<Envelope>> streams = new TreeMap<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(new KafkaSettings(kafka).consumer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPICS.events(type)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> add(streams, type, record));
            }
        }
        return new Log(streams);
    }

    /** The events of a stream; none where there is no such stream. */
    List<Envelope> stream(String id) {
        return streams.getOrDefault(id, List.of());
    }

    private static void add(Map<String, List<Envelope>> streams, String type, ConsumerRecord<byte[], byte[]> record) {
        Envelope event = EventRecords.fromRecord(type, record);
        List<Envelope> stream = streams.computeIfAbsent(event.stream().id(), _ -> new ArrayList<>());
        if (event.version() != stream.size() + 1) {
            throw new AssertionError(event.stream() + " goes on with " + event.version() + " after " + stream.size());
        }
        String previous = stream.isEmpty() ? HashChain.START : stream.getLast().hash();
        if (!event.previousHash().equals(previous) || !event.hash().equals(HashChain.hashOf(event, record.value()))) {
            throw new AssertionError("The chain of " + event.stream() + " breaks at " + event.version());
        }
        stream.add(event);
    }
}
