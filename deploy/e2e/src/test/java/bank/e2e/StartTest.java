package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                            + "something else may be listening there; set BANK_HTTP_PORT to another.");
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

    private static void assertRefused(Map<Setting, String> settings, String sentence) {
        try (BankProcess process = BankProcess.start(Bank.MAIN, settings)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output().lines()).contains(sentence);
            assertThat(process.output()).doesNotContain("\tat ");
        }
    }
}
