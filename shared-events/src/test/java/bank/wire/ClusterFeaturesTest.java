package bank.wire;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster that would lose or double something is refused before anything is made in it. */
class ClusterFeaturesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "4.2, 2, 'The Kafka cluster has metadata.version 29, but 30 is needed: upgrade its brokers to Kafka 4.3 or"
                + " newer, and then run kafka-features.sh upgrade --release-version 4.3.'",
        "4.3, 1, 'The Kafka cluster has transaction.version 1, but 2 is needed: run kafka-features.sh upgrade"
                + " --feature transaction.version=2.'"
    })
    void aClusterThatIsTooOldIsRefusedWithASentence(String release, short transactionVersion, String sentence)
            throws Exception {
        format(MetadataVersion.fromVersionString(release, false), transactionVersion);
        try (var broker = EmbeddedBroker.start(folder, 0, false);
                var admin = Admin.create(new KafkaSettings(broker.bootstrap()).admin())) {
            var initialiser = new TopicInitialiser(admin, Aggregates.BANK, new Topics("bank"), 1, 1);

            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(initialiser::run)
                    .withMessage(sentence);
        }
    }

    /** The data folder of a broker whose cluster has agreed on no more than that. */
    private void format(MetadataVersion release, short transactionVersion) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(release)
                .setFeatureLevel("transaction.version", transactionVersion)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }
}
