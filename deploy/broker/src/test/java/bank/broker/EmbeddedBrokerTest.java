package bank.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    private Path folder;

    @Test
    void aBrokerStartedAgainOnItsFolderStillHasItsRecords() throws Exception {
        int port;
        try (var broker = EmbeddedBroker.start(folder, 0, true)) {
            port = broker.port();
            createTopic(broker);
            send(broker, "first");
        }

        try (var broker = EmbeddedBroker.start(folder, port, true)) {
            send(broker, "second");

            assertThat(end(broker)).isEqualTo(2);
        }
    }

    @Test
    void transactionsAreOfVersionTwo() throws Exception {
        try (var broker = EmbeddedBroker.start(folder, 0, false);
                var admin = admin(broker)) {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();

            assertThat(features.get("transaction.version")).hasFieldOrPropertyWithValue("maxVersionLevel", (short) 2);
        }
    }

    @Test
    void aPortInUseIsAnErrorAndNotTheEndOfTheProcess() {
        try (var broker = EmbeddedBroker.start(folder, 0, false)) {
            Path other = folder.resolve("other");

            assertThatThrownBy(() -> EmbeddedBroker.start(other, broker.port(), false))
                    .hasMessage("Port " + broker.port() + " is in use");
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("notes", value)).get();
        }
    }

    private static long end(EmbeddedBroker broker) throws Exception {
        try (var admin = admin(broker)) {
            var partition = new TopicPartition("notes", 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }
}
