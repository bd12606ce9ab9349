package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityTest {

    @TempDir
    private Path folder;

    private KafkaSettings settings(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("kafka.properties"), List.of(lines));
        return KafkaSettings.of("kafka:9092", Optional.of(file));
    }

    @Test
    void everyClientProvesWhoItIs() throws IOException {
        KafkaSettings settings = settings("security.protocol=SASL_SSL", "sasl.mechanism=SCRAM-SHA-512");

        Map<String, String> said = Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512");
        assertThat(settings.admin()).containsAllEntriesOf(said);
        assertThat(settings.producer()).containsAllEntriesOf(said);
        assertThat(settings.transactionalProducer("id")).containsAllEntriesOf(said);
        assertThat(settings.consumer()).containsAllEntriesOf(said);
    }

    @Test
    void aPasswordMayStandInAFileOfItsOwnAndIsNeverShown() throws IOException {
        Files.writeString(folder.resolve("password"), "s3cret\n");

        KafkaSettings settings = settings("ssl.keystore.password=${directory:" + folder + ":password}");

        assertThat(settings.security()).containsEntry("ssl.keystore.password", "s3cret");
        assertThat(settings.toString()).contains("kafka:9092").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks=1", "bootstrap.servers=elsewhere:9092", "isolation.level=read_uncommitted"})
    void whatPromisesHangOnIsNotTheFilesToSet(String line) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings("security.protocol=SSL", line))
                .withMessageContaining(
                        "may set security.*, sasl.* and ssl.* alone, but sets " + line.substring(0, line.indexOf('=')));
    }

    @Test
    void aSecretThatIsNotThereIsSaidInASentence() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> settings("sasl.jaas.config=${directory:" + folder + ":nothing}"))
                .withMessageContaining("BANK_KAFKA_PROPERTIES_FILE")
                .withMessageContaining("names a file for sasl.jaas.config that cannot be read");
    }

    @Test
    void aFileThatIsNotThereIsSaidInASentence() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> KafkaSettings.of("kafka:9092", Optional.of(folder.resolve("nothing"))))
                .withMessageContaining("cannot be read");
    }

    @Test
    void withoutAFileNothingIsProved() {
        assertThat(KafkaSettings.from(new Environment(Map.of())).security()).isEmpty();
    }
}
