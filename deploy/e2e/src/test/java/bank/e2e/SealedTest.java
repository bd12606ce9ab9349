package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.cli.Cli;
import bank.e2e.Client.Answer;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where all content is sealed, the bank answers as it does otherwise. */
@Order(1)
class SealedTest {

    @TempDir
    private Path folder;

    @Test
    void theToursPrintWhatTheySay() throws IOException {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.ENCRYPT, "all");
        Tour ofANewBank = Tour.of(Tour.ROOT.resolve("README.md"));
        Tour ofAnyBank = Tour.of(Tour.ROOT.resolve("docs/http.md"));
        assertThat(ofANewBank.steps()).isNotEmpty();
        assertThat(ofAnyBank.steps()).isNotEmpty();

        try (Bank bank = Bank.start(settings)) {
            ofANewBank.take(bank.base());
            ofAnyBank.take(bank.base());
        }
    }

    /** Each life reads what those before it wrote, also when it has no local stores left. */
    @Test
    void theSettingMayChangeAtAnyTime() throws IOException {
        Map<Setting, String> settings = Bank.settings(folder);
        var life = new Lives();
        for (String encrypt : List.of("declared", "all", "none")) {
            settings.put(Setting.ENCRYPT, encrypt);
            try (Bank bank = Bank.start(settings)) {
                life.live(bank);
                bank.stop();
            }
        }
        for (String cache : List.of("command-service", "saga-service", "projection-service", "standalone")) {
            Bank.delete(folder.resolve(cache));
        }
        settings.put(Setting.ENCRYPT, "all");
        try (Bank bank = Bank.start(settings)) {
            life.live(bank);
            assertThat(DocsTest.followEvents(bank.kafka(), "bank"))
                    .contains("AccountOpened {\"owner\":", "MoneyDeposited {\"amount\":1}", "MoneyDeposited (sealed)")
                    .contains("6 streams verified to their heads");
        }
    }

    /** What happens to two accounts in one life of the bank after another. */
    private static final class Lives {

        private String from = "";
        private String to = "";
        private String answer = "";
        private int lives;

        void live(Bank bank) {
            Teller teller = Teller.of(bank);
            if (lives == 0) {
                from = teller.open("Alice", "1000");
                to = teller.open("Bob", "0");
                answer = keyed(teller).body();
            }
            lives++;
            assertThat(keyed(teller).body()).isEqualTo(answer);
            assertThat(teller.transfer(from, to, "10").status()).isEqualTo(200);
            assertThat(teller.deposit(to, "1").status()).isEqualTo(200);

            assertThat(teller.account(from, 2 + 3L * lives).required("owner").textValue())
                    .isEqualTo("Alice");
            assertThat(teller.balance(from, 2)).isEqualByComparingTo(Integer.toString(1005 - 10 * lives));
            assertThat(teller.balance(to, 1 + 3L * lives)).isEqualByComparingTo(Integer.toString(11 * lives));
            assertThat(teller.query("accounts/" + to + "?version=2")
                            .json()
                            .required("balance")
                            .intValue())
                    .isEqualTo(10);
            JsonNode history =
                    teller.query("accounts/" + from + "/history?verify=true").json();
            assertThat(history.at("/integrity/valid").booleanValue()).isTrue();
            assertThat(history.required("events").size()).isEqualTo(2 + 3 * lives);
            assertThat(teller.query("feed?limit=1000").json().required("events").size())
                    .isEqualTo(3 + 11 * lives);
            var said = new StringWriter();
            int code = Cli.run(
                    Aggregates.BANK, new PrintWriter(said), new PrintWriter(said), "verify", "--kafka", bank.kafka());
            assertThat(code).as(said.toString()).isZero();
        }

        private Answer keyed(Teller teller) {
            return teller.deposit(from, "5", "Idempotency-Key", "key-1");
        }
    }
}
