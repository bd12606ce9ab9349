package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.kit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/** A cluster that an earlier version has used gets the topics that this one adds. */
class TopicInitialiserTest {

    private static final int PARTITIONS = 3;

    private final TestKafka kafka = TestKafka.withPartitions(PARTITIONS);

    @Test
    void topicsThatAreMissingAreMadeWithAsManyPartitionsAsTheOthersHave() throws Exception {
        List<String> added = Stream.of("person", "order")
                .flatMap(type -> Stream.of(
                        kafka.topics().commands(type),
                        kafka.topics().events(type),
                        kafka.topics().snapshots(type)))
                .toList();
        try (var admin = Admin.create(kafka.kafka().admin())) {
            admin.deleteTopics(added).all().get();

            Partitions partitions =
                    new TopicInitialiser(admin, Aggregates.BANK, kafka.topics(), PARTITIONS + 5, 1).run();

            assertThat(partitions.count()).isEqualTo(PARTITIONS);
            assertThat(admin.describeTopics(added).allTopicNames().get().values())
                    .hasSize(added.size())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(PARTITIONS));
        }
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsEndsTheStartWithASentence() throws Exception {
        try (var admin = Admin.create(kafka.kafka().admin())) {
            admin.createPartitions(Map.of(kafka.topics().events("order"), NewPartitions.increaseTo(PARTITIONS + 1)))
                    .all()
                    .get();

            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> new TopicInitialiser(admin, Aggregates.BANK, kafka.topics(), PARTITIONS, 1).run())
                    .withMessageContaining("all topics must have the same number");
        }
    }
}
