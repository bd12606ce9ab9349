import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Prints every event of the bank and checks its chain, knowing nothing of the bank but docs/event-format.md.
 * Arguments: the broker's address, and the topics' prefix. Ends at the topics' ends.
 */
public class FollowEvents {

    private static final List<String> TYPES = List.of("account", "transfer", "person", "order");
    private static final List<String> HASHED = List.of(
            "previoushash",
            "tenant",
            "ce_source",
            "ce_subject",
            "version",
            "ce_id",
            "ce_type",
            "ce_dataschema",
            "ce_time",
            "actor",
            "correlationid",
            "causationid");

    private record Head(long version, String hash) {}

    public static void main(String[] arguments) {
        String broker = arguments.length > 0 ? arguments[0] : "127.0.0.1:9092";
        String prefix = arguments.length > 1 ? arguments[1] : "bank";
        Map<String, Object> config = Map.of("bootstrap.servers", broker, "isolation.level", "read_committed");
        var bytes = new ByteArrayDeserializer();
        var heads = new HashMap<String, Head>();
        try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            var partitions = new ArrayList<TopicPartition>();
            for (String type : TYPES) {
                consumer.partitionsFor(prefix + "." + type + ".events")
                        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, heads));
            }
        }
        System.out.println(heads.size() + " streams verified to their heads");
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, Head> heads) {
        String key = new String(record.key(), UTF_8);
        String stream = record.topic() + " " + key;
        long version = Long.parseLong(header(record, "version"));
        Head head = heads.getOrDefault(stream, new Head(0, ""));
        boolean good = version == head.version() + 1
                && header(record, "previoushash").equals(head.hash())
                && header(record, "hash").equals(hash(record))
                && key.equals(header(record, "tenant") + "/" + header(record, "ce_subject"))
                && record.topic().endsWith("." + header(record, "ce_source").replace("/bank/", "") + ".events");
        if (!good) {
            throw new IllegalStateException("The chain of " + stream + " is broken at offset " + record.offset());
        }
        heads.put(stream, new Head(version, header(record, "hash")));
        System.out.println(stream + " " + version + " " + header(record, "ce_type") + " " + data(record.value()));
    }

    /** Who has the key of a sealed value can open it, as the page says; to verify it, none is needed. */
    private static String data(byte[] value) {
        boolean sealed = value.length > 1 && value[0] == (byte) 0xfe && value[1] == 1;
        return sealed ? "(sealed)" : new String(value, UTF_8);
    }

    private static String hash(ConsumerRecord<byte[], byte[]> record) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String name : HASHED) {
                add(sha256, record.headers().lastHeader(name).value());
            }
            add(sha256, record.value());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest sha256, byte[] field) {
        sha256.update(ByteBuffer.allocate(4).putInt(field.length).array());
        sha256.update(field);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
