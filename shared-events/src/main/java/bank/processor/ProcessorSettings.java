package bank.processor;

import bank.metrics.Metrics;
import bank.trace.Tracing;
import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import bank.wire.Domain;
import bank.wire.Environment;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Setting;
import bank.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a processor needs to know.
 *
 * @param name the service's name: with the topics' prefix, the consumer group's
 * @param domain the whole system's aggregate types, which sagas ask
 * @param types the aggregate types that it decides for
 * @param kafka how to reach Kafka
 * @param topics the names of the topics
 * @param partitions how many partitions they have
 * @param instanceId a name that this instance keeps over restarts, if it has one
 * @param folder where its local store lives
 * @param mailbox how many commands may wait
 * @param idempotencyKept how long the answer to an idempotency key is kept
 * @param content what all that it writes and reads passes through
 * @param metrics where it puts what it measures
 * @param tracing where it puts its spans
 */
public record ProcessorSettings(
        String name,
        Domain domain,
        List<AggregateType<?, ?, ?>> types,
        KafkaSettings kafka,
        Topics topics,
        Partitions partitions,
        Optional<String> instanceId,
        Path folder,
        int mailbox,
        Duration idempotencyKept,
        ContentCipher content,
        MeterRegistry metrics,
        Tracing tracing) {

    private static final int MAILBOX_MOST = 1_000_000;
    private static final int HOURS_LEAST = 24;
    private static final int HOURS_MOST = 24 * 365;

    /** The consumer group of all instances of the service. */
    public String groupId() {
        return topics.prefix() + "-" + name;
    }

    /** The name under which this instance comes back to its group and gets its partitions at once, if it has one. */
    Optional<String> memberName() {
        return instanceId.map(id -> KafkaSettings.memberName(
                id, types.stream().map(AggregateType::name).toList()));
    }

    /** The settings that the environment gives, for a service that decides for {@code types}. */
    public static ProcessorSettings from(
            Environment environment,
            String name,
            Domain domain,
            List<AggregateType<?, ?, ?>> types,
            Partitions partitions,
            ContentCipher content,
            Metrics metrics) {
        return new ProcessorSettings(
                name,
                domain,
                types,
                KafkaSettings.from(environment),
                Topics.from(environment),
                partitions,
                environment.optionalName(Setting.INSTANCE_ID),
                environment.path(Setting.DATA_DIR).resolve(name),
                environment.number(Setting.MAILBOX, 1, MAILBOX_MOST),
                Duration.ofHours(environment.number(Setting.IDEMPOTENCY_HOURS, HOURS_LEAST, HOURS_MOST)),
                content,
                metrics.registry(),
                metrics.tracing());
    }
}
