package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.wire.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill of the operations page, as it is printed there. */
@Order(1)
class BackupTest {

    private static final Path PAGE = Tour.ROOT.resolve("docs/operations.md");
    private static final Pattern BLOCK = Pattern.compile("```\n(tar |mkdir restored\n)(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static List<String> drill = List.of();
    private static String before = "";
    private static String account = "";

    /** A bank that worked, was stopped and copied, and is gone. */
    @BeforeAll
    static void copy() throws IOException {
        drill = drill();
        try (Bank bank = Bank.start(folder.resolve("data"))) {
            Teller teller = Teller.of(bank);
            account = teller.open("Ada", "100");
            String other = teller.open("0");
            assertThat(teller.deposit(account, "5", "Idempotency-Key", "once").status())
                    .isEqualTo(200);
            assertThat(teller.transfer(account, other, "30").status()).isEqualTo(200);
            teller.account(account, 4);
            before = history(teller, account);
            bank.stop();
        }

        Files.createDirectory(folder.resolve("kept-apart"));
        assertThat(typed(drill.get(0))).isEmpty();
        Bank.delete(folder.resolve("data"));
    }

    @BeforeEach
    void restore() {
        assertThat(typed(withoutStart(drill.get(1)))).isEmpty();
    }

    @AfterEach
    void delete() {
        Bank.delete(folder.resolve("restored"));
    }

    @Test
    void aRestoredBankHasAllThatTheFormerOneHadAndGoesOn() {
        try (Bank bank = Bank.start(folder.resolve("restored"))) {
            Teller teller = Teller.of(bank);
            assertThat(history(teller, account)).isEqualTo(before).contains("Ada");
            assertThat(teller.balance(account, 4)).isEqualByComparingTo("75");
            assertThat(CommandLine.run("verify", "--kafka", bank.kafka()).code())
                    .isZero();
            Answer repeated = teller.deposit(account, "5", "Idempotency-Key", "once");
            assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(teller.deposit(account, "1").json().path("new_balance").intValue())
                    .isEqualTo(76);
        }
    }

    @Test
    void withoutTheMasterKeyARestoredBankDoesNotStart() throws IOException {
        Files.delete(folder.resolve("restored/master.key"));

        Map<Setting, String> settings = Bank.settings(folder.resolve("restored"));
        try (var process = BankProcess.start(Program.BANK, settings)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output()).contains("give the key that was used before");
        }
    }

    private static List<String> drill() throws IOException {
        List<String> drill = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1) + block.group(2))
                .toList();
        assertThat(drill).as("The copy and the restore of %s", PAGE).hasSize(2);
        return drill;
    }

    /** The test starts the bank itself, at free ports. */
    private static String withoutStart(String commands) {
        assertThat(commands).endsWith("BANK_DATA_DIR=restored ./bank start\n");
        return commands.substring(0, commands.indexOf("BANK_DATA_DIR"));
    }

    private static String typed(String commands) {
        return Tour.run("set -e; cd '" + folder + "'\n" + commands);
    }

    private static String history(Teller teller, String account) {
        Answer history = teller.query("accounts/" + account + "/history?verify=true");
        assertThat(history.status()).as(history.body()).isEqualTo(200);
        return history.body();
    }
}
