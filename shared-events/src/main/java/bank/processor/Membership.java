package bank.processor;

import bank.wire.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** How a processor is a member of its group. */
final class Membership {

    private static final int POLL_RECORDS_MOST = 500;
    private static final int HEARTBEATS_PER_SESSION = 4;

    private Membership() {}

    static Map<String, Object> config(ProcessorSettings settings) {
        Map<String, Object> config = settings.kafka().consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MOST);
        // Only the partitions that move stop.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, KafkaSettings.SESSION_TIMEOUT_MILLIS);
        config.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                KafkaSettings.SESSION_TIMEOUT_MILLIS / HEARTBEATS_PER_SESSION);
        settings.memberName().ifPresent(name -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        return config;
    }
}
