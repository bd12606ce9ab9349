package bank.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;

/** The Kafka that the production overlay counts on. */
class StrimziTest {

    private static List<Manifest> of(String kind) {
        return Manifests.rendered(Manifests.STRIMZI).stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    private static String setting(Setting setting) {
        return Manifests.rendered(Manifests.PRODUCTION).stream()
                .map(manifest -> manifest.at("/data").path(setting.variable()))
                .filter(value -> !value.isMissingNode())
                .map(JsonNode::asText)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itsTopicsAreThoseThatTheServicesWouldMake() {
        assertThat(of("KafkaTopic").stream().collect(Collectors.toMap(Manifest::name, StrimziTest::form)))
                .isEqualTo(wanted());
    }

    private static Map<String, String> wanted() {
        // It says what it would make without asking any Kafka.
        try (var admin = Admin.create(new KafkaSettings("127.0.0.1:1").admin())) {
            int partitions = Integer.parseInt(setting(Setting.PARTITIONS));
            var initialiser = new TopicInitialiser(
                    admin,
                    Aggregates.BANK,
                    new Topics(Setting.TOPIC_PREFIX.defaultValue()),
                    partitions,
                    Integer.parseInt(setting(Setting.REPLICATION_FACTOR)));
            return initialiser.wanted(partitions).collect(Collectors.toMap(NewTopic::name, StrimziTest::form));
        }
    }

    private static String form(NewTopic topic) {
        return form(topic.numPartitions(), topic.replicationFactor(), topic.configs());
    }

    private static String form(Manifest topic) {
        return form(
                topic.at("/spec/partitions").asInt(),
                topic.at("/spec/replicas").asInt(),
                topic.at("/spec/config").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().asText())));
    }

    private static String form(int partitions, int replicas, Map<String, String> config) {
        return partitions + " × " + replicas + " " + new java.util.TreeMap<>(config);
    }

    @Test
    void itsVersionIsOneThatTheBankRunsOn() {
        Manifest kafka = of("Kafka").getFirst();
        String metadata = kafka.at("/spec/kafka/metadataVersion").asText();

        assertThat(MetadataVersion.fromVersionString(metadata, false)).isEqualTo(MetadataVersion.latestProduction());
        assertThat(kafka.at("/spec/kafka/version").asText()).isEqualTo("4.3.1");
    }

    @Test
    void nothingOfItLosesDataWhenItIsDeletedOrOneBrokerFails() {
        assertThat(of("KafkaNodePool")).hasSize(2).allSatisfy(pool -> {
            assertThat(pool.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(Manifest.stream(pool.at("/spec/storage/volumes")))
                    .isNotEmpty()
                    .allSatisfy(volume -> {
                        assertThat(volume.path("type").asText()).isEqualTo("persistent-claim");
                        assertThat(volume.path("deleteClaim").asBoolean(true)).isFalse();
                    });
        });
        JsonNode config = of("Kafka").getFirst().at("/spec/kafka/config");
        for (String replicated : List.of("default", "offsets.topic", "transaction.state.log")) {
            assertThat(config.path(replicated + ".replication.factor").asInt())
                    .as(replicated)
                    .isEqualTo(3);
        }
    }

    @Test
    void whatDeletesTheBankDoesNotDeleteItsEvents() {
        assertThat(Manifests.rendered(Manifests.PRODUCTION))
                .noneMatch(manifest -> manifest.at("/apiVersion").asText().startsWith("kafka.strimzi.io"))
                .noneMatch(manifest -> manifest.kind().equals("Namespace"));
    }

    @Test
    void everyServiceIsAKafkaUserOfItsOwnAndFindsItsFiles() {
        String cluster = of("Kafka").getFirst().name();
        assertThat(setting(Setting.KAFKA_BOOTSTRAP)).isEqualTo(cluster + "-kafka-bootstrap:9093");
        assertThat(Manifests.rendered(Manifests.PRODUCTION).stream().filter(Manifest::isService))
                .hasSize(3)
                .allSatisfy(service -> {
                    assertThat(secret(service, "kafka-user")).isEqualTo("bank-" + service.name());
                    assertThat(secret(service, "kafka-ca")).isEqualTo(cluster + "-cluster-ca-cert");
                    assertThat(of("KafkaUser")).extracting(Manifest::name).contains("bank-" + service.name());
                });
        assertThat(Manifests.rendered(Manifests.STRIMZI).stream()
                        .filter(each -> each.kind().matches("Kafka(Topic|User|NodePool)")))
                .allMatch(each ->
                        each.at("/metadata/labels/strimzi.io~1cluster").asText().equals(cluster));
    }

    private static String secret(Manifest service, String volume) {
        return Manifest.stream(service.pod().path("volumes"))
                .filter(each -> each.path("name").asText().equals(volume))
                .map(each -> each.at("/secret/secretName").asText())
                .findFirst()
                .orElseThrow();
    }
}
