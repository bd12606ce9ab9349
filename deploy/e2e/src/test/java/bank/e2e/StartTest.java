package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.command.CommandService;
import bank.host.FolderLock;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import bank.wire.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that cannot be ends with one sentence that says what to do, and exit code 1. */
class StartTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderThatAnotherInstanceHoldsIsNotTouched() {
        Bank bank = Bank.shared();

        assertRefused(
                Bank.settings(bank.folder()),
                "Folder " + bank.folder() + " is in use by another instance (process " + bank.pid() + ").");
    }

    @ParameterizedTest
    @ValueSource(strings = {CommandService.NAME, ProjectionService.NAME, SagaService.NAME})
    void aServiceDoesNotTouchTheFolderOfARunningStandalone(String service) {
        Bank bank = Bank.shared();

        assertRefused(
                Program.BANK.service(service),
                onKafkaOf(bank, bank.folder()),
                "Folder " + bank.folder().resolve(service) + " is in use by another instance (process " + bank.pid()
                        + ").");
    }

    @ParameterizedTest
    @ValueSource(strings = {CommandService.NAME, ProjectionService.NAME, SagaService.NAME})
    void theFolderOfAServiceThatRunsIsNotTouched(String service) {
        Path held = folder.resolve(service);
        try (var _ = FolderLock.take(held)) {
            assertRefused(
                    Bank.settings(folder),
                    "Folder " + held + " is in use by another instance (process "
                            + ProcessHandle.current().pid() + ").");
        }
    }

    @Test
    void aServiceWhoseFolderCannotBeMadeSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(
                Program.BANK.service(SagaService.NAME),
                onKafkaOf(Bank.shared(), file),
                "Folder " + file.resolve("saga-service") + " cannot be used (java.nio.file.FileSystemException: "
                        + file.resolve("saga-service") + ": Not a directory); set BANK_DATA_DIR to another.");
    }

    @Test
    void aFolderOfANewerVersionIsNotTouched() throws IOException {
        Files.writeString(folder.resolve("version"), "2\n");

        assertRefused(
                Bank.settings(folder),
                "Folder " + folder + " was written by a newer version of the bank (format 2; this one knows 1): "
                        + "start that version, or set BANK_DATA_DIR to another.");
    }

    @Test
    void anHttpPortInUseIsNamedWithItsSetting() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Setting, String> settings = Bank.settings(folder);
            settings.put(Setting.HTTP_PORT, Integer.toString(taken.getLocalPort()));

            assertRefused(
                    settings,
                    "Port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had, "
                            + "something else may be listening there; set BANK_HTTP_PORT to another, or BANK_HTTP_HOST to an"
                            + " address of this machine.");
        }
    }

    @Test
    void aKafkaPortInUseIsNamedWithItsSetting() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<Setting, String> settings = Bank.settings(folder);
            settings.put(Setting.KAFKA_PORT, Integer.toString(taken.getLocalPort()));

            assertRefused(
                    settings,
                    "Port " + taken.getLocalPort()
                            + ", meant for the Kafka broker, is in use; set BANK_KAFKA_PORT to another.");
        }
    }

    @Test
    void aSettingOfTheWrongFormIsNamed() {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.MAILBOX, "many");

        assertRefused(settings, "BANK_MAILBOX must be a whole number from 1 to 1000000, but is \"many\".");
    }

    @Test
    void anOriginThatIsNoneIsNamed() {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.CORS_ORIGINS, "https://");

        assertRefused(
                settings,
                "BANK_CORS_ORIGINS must be * or origins such as https://shop.example, separated by commas,"
                        + " but is \"https://\".");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPIC_PREFIX", "INSTANCE_ID"})
    void aNameThatKafkaWouldNotTakeIsNamed(Setting setting) {
        Map<Setting, String> settings = onKafkaOf(Bank.shared(), folder);
        settings.put(setting, "my bank");

        assertRefused(
                Program.BANK.service(SagaService.NAME),
                settings,
                setting.variable() + " must be 1 to 150 of the characters a-z, A-Z, 0-9, \".\", \"_\" and \"-\", "
                        + "and not dots alone, but is \"my bank\".");
    }

    private static Map<Setting, String> onKafkaOf(Bank bank, Path folder) {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.KAFKA_BOOTSTRAP, bank.kafka());
        settings.put(
                Setting.MASTER_KEY_FILE, bank.folder().resolve("master.key").toString());
        return settings;
    }

    private static void assertRefused(Map<Setting, String> settings, String sentence) {
        assertRefused(Program.BANK, settings, sentence);
    }

    private static void assertRefused(Program program, Map<Setting, String> settings, String sentence) {
        try (BankProcess process = BankProcess.start(program, settings)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output().lines()).contains(sentence);
            assertThat(process.output()).doesNotContain("\tat ");
        }
    }
}
