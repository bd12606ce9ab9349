package bank.wire;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How our clients speak with Kafka; every setting that differs from Kafka's default has its reason here.
 *
 * @param requestMillis how long a producer waits for one answer
 * @param deliveryMillis how long it waits in all
 * @param security how Kafka is proved who asks, and how it proves who it is
 */
public record KafkaSettings(String bootstrap, int requestMillis, int deliveryMillis, Map<String, String> security) {

    /** How long a transaction may stay open: a dead owner blocks its partitions' readers no longer. */
    public static final int TRANSACTION_TIMEOUT_MILLIS = 5_000;

    /** After how long without a heartbeat an instance counts as dead. */
    public static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 4_000;
    private static final int RETRY_BACKOFF_MILLIS = 1;
    private static final int RETRY_BACKOFF_MAX_MILLIS = 250;
    private static final int BATCH_BYTES = 128 * 1024;

    public KafkaSettings {
        security = Map.copyOf(security);
    }

    /** A Kafka that lets everybody in. */
    public KafkaSettings(String bootstrap, int requestMillis, int deliveryMillis) {
        this(bootstrap, requestMillis, deliveryMillis, Map.of());
    }

    /** The same with the usual waits. */
    public KafkaSettings(String bootstrap) {
        this(bootstrap, Map.of());
    }

    private KafkaSettings(String bootstrap, Map<String, String> security) {
        this(bootstrap, REQUEST_TIMEOUT_MILLIS, DELIVERY_TIMEOUT_MILLIS, security);
    }

    /** The Kafka that the environment names. */
    public static KafkaSettings from(Environment environment) {
        return of(
                environment.text(Setting.KAFKA_BOOTSTRAP),
                environment.optional(Setting.KAFKA_PROPERTIES_FILE).map(Path::of));
    }

    /** A Kafka, and the file that says how to be let in, where there is one. */
    public static KafkaSettings of(String bootstrap, Optional<Path> propertiesFile) {
        return new KafkaSettings(
                bootstrap, propertiesFile.map(KafkaSecurity::read).orElse(Map.of()));
    }

    /**
     * The name by which a group knows an instance again and gives it back its partitions at once. Kafka does not look at
     * what a member that comes back reads, so its name says it: one that an upgrade has given more to read is another
     * member, whom the group hands its partitions anew when the former one's session is over.
     */
    public static String memberName(String instance, List<String> types) {
        return instance + "." + String.join(".", types);
    }

    public Map<String, Object> admin() {
        return client();
    }

    private Map<String, Object> client() {
        Map<String, Object> config = new HashMap<>(security);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        // Its metrics are among ours; each client would ask the broker at its start which of them it wants.
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }

    /** A producer whose records are each durable when they are acknowledged, and in order. */
    public Map<String, Object> producer() {
        Map<String, Object> config = client();
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A caller waits five seconds; what takes longer must have failed by then.
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMillis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis);
        // The next transaction may meet the last one's markers still being written; waiting 100 ms for that costs
        // two thirds of the throughput.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MAX_MILLIS);
        return config;
    }

    public Map<String, Object> transactionalProducer(String transactionalId) {
        Map<String, Object> config = producer();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        // Costs no latency, for the commit sends what is left at once, and saves the small batches before it.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        return config;
    }

    /** A consumer that sees committed records only and stores no offsets by itself. */
    public Map<String, Object> consumer() {
        Map<String, Object> config = client();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Offsets that are gone must stop a service, never make it run commands again.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + "]";
    }
}
