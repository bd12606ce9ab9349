package bank.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.personal.Subjects;
import bank.personal.TopicSubjectKeys;
import bank.wire.Environment;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One instance encrypts, and another one answers. */
class PersonalViewTest {

    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final StreamId ACCOUNT = new StreamId("main", "account", "acc-1");

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(3);
    private final TestKafka otherKafka = TestKafka.withPartitions(3);

    @Test
    void whoAsksBeforeTheKeyIsHereWaitsForIt() {
        try (var encrypting = keys("encrypting", kafka);
                var answering = keys("answering", kafka)) {
            PersonalView view = view(answering);
            for (int i = 0; i < 20; i++) {
                var account = new StreamId("main", "account", "acc-" + i);
                Personal owner = encrypted(encrypting, account);

                assertThat(view.clear(account, NOW, owner)).contains(TextNode.valueOf("Alice"));
            }
        }
    }

    @Test
    void aKeyThatDoesNotStandOnItsTopicIsGone() {
        try (var encrypting = keys("encrypting", otherKafka);
                var answering = keys("answering", kafka)) {
            assertThat(view(answering).clear(ACCOUNT, NOW, encrypted(encrypting, ACCOUNT)))
                    .isEmpty();
        }
    }

    private static PersonalView view(TopicSubjectKeys keys) {
        return new PersonalView(Aggregates.BANK, keys, () -> NOW);
    }

    private static Personal encrypted(TopicSubjectKeys keys, StreamId account) {
        return keys.findOrCreate(Subjects.of(account)).join().encrypt("Alice");
    }

    private TopicSubjectKeys keys(String instance, TestKafka kafka) {
        var environment = new Environment(Map.of())
                .with(Setting.KAFKA_BOOTSTRAP, kafka.kafka().bootstrap())
                .with(Setting.TOPIC_PREFIX, kafka.topics().prefix())
                .with(Setting.MASTER_KEY, MASTER_KEY)
                .with(Setting.DATA_DIR, folder.resolve(instance).toString());
        var keys = TopicSubjectKeys.start(environment, kafka.partitions(), "keys");
        keys.ready().join();
        return keys;
    }
}
