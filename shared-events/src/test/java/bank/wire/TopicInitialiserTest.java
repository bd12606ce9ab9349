package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.kit.TestKafka;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A cluster gets the topics that it lacks, once, and of those that are there it is said what is set otherwise. */
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

    @Test
    void manyThatStartAtOnceMakeTheSameTopics() throws Exception {
        var topics = new Topics(Ids.random("t"));
        try (var admin = Admin.create(kafka.kafka().admin())) {
            var starting = IntStream.range(0, 6)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> run(admin, topics), Thread::startVirtualThread))
                    .toList();

            assertThat(starting.stream().map(CompletableFuture::join))
                    .hasSize(6)
                    .allSatisfy(partitions -> assertThat(partitions.count()).isEqualTo(PARTITIONS));
            assertThat(run(admin, topics).count()).isEqualTo(PARTITIONS);
        }
    }

    @Test
    void whatIsSetOtherwiseIsSaidAndLeftAsItIs() throws Exception {
        String events = kafka.topics().events("order");
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, events);
        var differences = new ListAppender<ILoggingEvent>();
        differences.start();
        ((Logger) LoggerFactory.getLogger(TopicInitialiser.class)).addAppender(differences);
        try (var admin = Admin.create(kafka.kafka().admin())) {
            run(admin, kafka.topics());
            assertThat(differences.list).isEmpty();
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            Stream.of("retention.ms=1000", "cleanup.policy=compact", "min.insync.replicas=7")
                                    .map(TopicInitialiserTest::set)
                                    .toList()))
                    .all()
                    .get();

            new TopicInitialiser(admin, Aggregates.BANK, kafka.topics(), PARTITIONS, 3).run();

            assertThat(differences.list.stream()
                            .map(said -> said.getKeyValuePairs().toString())
                            .filter(said -> said.contains(events)))
                    .containsExactly(
                            said(events, "replication.factor", "1", "3"),
                            said(events, "cleanup.policy", "compact", "delete"),
                            said(events, "min.insync.replicas", "7", "2"),
                            said(events, "retention.ms", "1000", "-1"));
            var configs = admin.describeConfigs(List.of(topic)).all().get();
            assertThat(configs.values())
                    .singleElement()
                    .extracting(config -> config.get("retention.ms").value())
                    .isEqualTo("1000");
        }
    }

    private static AlterConfigOp set(String setting) {
        String[] parts = setting.split("=", 2);
        return new AlterConfigOp(new ConfigEntry(parts[0], parts[1]), AlterConfigOp.OpType.SET);
    }

    private static String said(String topic, String setting, String is, String wanted) {
        return "[topic=\"%s\", setting=\"%s\", is=\"%s\", wanted=\"%s\"]".formatted(topic, setting, is, wanted);
    }

    private static Partitions run(Admin admin, Topics topics) {
        try {
            return new TopicInitialiser(admin, Aggregates.BANK, topics, PARTITIONS, 1).run();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
