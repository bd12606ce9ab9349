package bank.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.es.StreamId;
import bank.kit.OrderWords;
import bank.kit.TestKafka;
import bank.wire.KafkaSettings;
import bank.wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later version decides for more aggregate types than the one that was killed under the same name. */
class MoreTypesTest {

    private static final Duration SESSION_AND_MORE = Duration.ofSeconds(20);
    private static final StreamId ORDER = new StreamId("main", "order", "ord-1");

    @TempDir
    private Path folder;

    @Test
    void theGroupGivesItTheirPartitionsToo() throws Exception {
        var workplace = new Workplace(TestKafka.withPartitions(2), folder);
        Optional<String> name = Optional.of("one");
        killed(workplace.settings("one", name, Aggregates.ACCOUNT));

        try (var processor = Processor.start(workplace.settings("one", name, Aggregates.ACCOUNT, Aggregates.ORDER))) {
            await().atMost(SESSION_AND_MORE).until(() -> processor.owns(ORDER));

            assertThat(Workplace.run(processor, ORDER, OrderWords.createFor(1))).isInstanceOf(Reply.Accepted.class);
        }
    }

    /** A member that the group takes to be there still. */
    private static void killed(ProcessorSettings settings) {
        Map<String, Object> config = settings.kafka().consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, KafkaSettings.SESSION_TIMEOUT_MILLIS);
        config.put(
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.memberName().orElseThrow());
        var consumer = new KafkaConsumer<byte[], byte[]>(config);
        consumer.subscribe(List.of(settings.topics().commands("account")));
        await().until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    }
}
