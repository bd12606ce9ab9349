package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.wire.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is in effect can be seen before anything is started. */
class SettingsTest {

    private static final Map<Setting, String> SET =
            Map.of(Setting.HTTP_PORT, "8123", Setting.MASTER_KEY, "not-to-be-seen");

    private static String printed(String... arguments) {
        try (var process = BankProcess.start(Program.BANK.with(arguments), SET)) {
            assertThat(process.exitCode()).isZero();
            return process.output();
        }
    }

    @Test
    void everySettingIsPrintedWithItsSourceAndSecretsAreNot() {
        String printed = printed("settings");

        assertThat(printed)
                .contains("environment BANK_HTTP_PORT=8123", "environment BANK_MASTER_KEY=***")
                .contains("default     BANK_PARTITIONS=8")
                .doesNotContain("not-to-be-seen");
        assertThat(printed.lines().filter(line -> line.contains(" BANK_"))).hasSize(Setting.values().length);
    }

    @Test
    void programsReadTheSameAsJson() {
        assertThat(printed("settings", "--json"))
                .contains("{\"name\":\"BANK_HTTP_PORT\",\"value\":\"8123\",\"source\":\"environment\",\"meaning\":\"")
                .doesNotContain("not-to-be-seen");
    }
}
