package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.cli.Cli;
import bank.wire.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is changed as docs/settings.md says, and nobody's name is lost. */
class MasterKeysTest {

    @TempDir
    private Path folder;

    @Test
    void whenTheMasterKeyHasBeenChangedTheOldOneCanGo() throws IOException {
        Path data = folder.resolve("data");
        Path oldKey = data.resolve("master.key");
        Path newKey = folder.resolve("new.key");
        String account;
        try (Bank bank = Bank.start(data)) {
            account = Teller.of(bank).open("Bob the Elder", "100");
            bank.stop();
        }
        assertThat(run("new-master-key", newKey.toString())).isZero();
        assertThat(run("new-master-key", newKey.toString())).isEqualTo(1);

        Map<Setting, String> settings = Bank.settings(data);
        settings.put(Setting.MASTER_KEY_FILE, newKey.toString());
        settings.put(Setting.MASTER_KEY_FORMER_FILE, oldKey.toString());
        try (Bank bank = Bank.start(settings)) {
            assertNamed(bank, account);
            String[] rotation = {
                "rotate-master-key", "--from", oldKey.toString(), "--to", newKey.toString(), "--kafka", bank.kafka()
            };
            assertThat(run(rotation)).isZero();
            assertThat(run(rotation)).isZero();
            assertNamed(bank, account);
            bank.stop();
        }

        Files.delete(oldKey);
        settings.remove(Setting.MASTER_KEY_FORMER_FILE);
        try (Bank bank = Bank.start(settings)) {
            assertNamed(bank, account);
            assertThat(run("forget", account, "--url", bank.base().toString())).isZero();
            assertThat(Teller.of(bank).account(account, 2).required("owner").isNull())
                    .isTrue();
        }
    }

    @Test
    void aRotationNeedsBothKeys() {
        assertThat(run("rotate-master-key", "--to", folder.resolve("none.key").toString()))
                .isEqualTo(2);
    }

    private static void assertNamed(Bank bank, String account) {
        assertThat(Teller.of(bank).account(account, 1).required("owner").textValue())
                .isEqualTo("Bob the Elder");
    }

    private static int run(String... arguments) {
        var said = new StringWriter();
        int code = Cli.run(Aggregates.BANK, new PrintWriter(said), new PrintWriter(said), arguments);
        assertThat(said.toString()).doesNotContain("Exception");
        return code;
    }
}
