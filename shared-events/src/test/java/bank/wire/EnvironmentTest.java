package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private static Environment set(Setting setting, String value) {
        return new Environment(Map.of(setting.variable(), value));
    }

    @Test
    void whatNobodySetHasItsDefault() {
        var environment = new Environment(Map.of());
        assertThat(environment.number(Setting.HTTP_PORT, 1, 65535)).isEqualTo(8000);
        assertThat(environment.flag(Setting.DURABLE)).isFalse();
        assertThat(environment.optional(Setting.INSTANCE_ID)).isEmpty();
        assertThat(environment.has(Setting.HTTP_PORT)).isFalse();
        assertThat(environment.changed()).isEmpty();
    }

    @Test
    void whatIsInEffectIsShownWithoutSecrets() {
        var environment = new Environment(Map.of("BANK_HTTP_PORT", "1", "BANK_MASTER_KEY", "secret"));

        assertThat(environment.effective())
                .hasSize(Setting.values().length)
                .contains("BANK_HTTP_PORT=1", "BANK_PARTITIONS=8", "BANK_MASTER_KEY=***", "BANK_MASTER_KEY_FORMER=");
    }

    @Test
    void whatLooksLikeASettingAndIsNoneIsNamed() {
        var environment = new Environment(
                Map.of("BANK_HTTP_PROT", "1", "BANK_HTTP_PORT", "1", "BANK_SYSTEM", "a.B", "PATH", "/"));

        assertThat(environment.unknown()).containsExactly("BANK_HTTP_PROT");
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        assertThat(set(Setting.HTTP_PORT, " 8080 ").number(Setting.HTTP_PORT, 1, 65535))
                .isEqualTo(8080);
        assertThat(set(Setting.HTTP_PORT, "  ").number(Setting.HTTP_PORT, 1, 65535))
                .isEqualTo(8000);
        assertThat(set(Setting.CORS_ORIGINS, "a , b").list(Setting.CORS_ORIGINS, Pattern.compile("[ab]"), "a or b"))
                .isEqualTo(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "eight", "8.5", "99999999999999999999"})
    void aWrongNumberIsSaidInASentence(String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> set(Setting.HTTP_PORT, value).number(Setting.HTTP_PORT, 1, 65535))
                .withMessage("BANK_HTTP_PORT must be a whole number from 1 to 65535, but is \"" + value + "\".");
    }

    @Test
    void aWrongFlagIsSaidInASentence() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> set(Setting.DURABLE, "yes").flag(Setting.DURABLE))
                .withMessage("BANK_DURABLE must be true or false, but is \"yes\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "my/bank", "bank:1", "bänk", ".", ".."})
    void aNameThatKafkaWouldNotTakeIsSaidInASentence(String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> set(Setting.INSTANCE_ID, value).optionalName(Setting.INSTANCE_ID))
                .withMessage("BANK_INSTANCE_ID must be 1 to 150 of the characters a-z, A-Z, 0-9, \".\", \"_\" and "
                        + "\"-\", and not dots alone, but is \"" + value + "\".");
    }

    @Test
    void aNameLeavesRoomForWhatIsPutAroundIt() {
        assertThat(set(Setting.TOPIC_PREFIX, "b".repeat(150)).name(Setting.TOPIC_PREFIX))
                .hasSize(150);
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> set(Setting.TOPIC_PREFIX, "b".repeat(151)).name(Setting.TOPIC_PREFIX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,b", "1,,2", ",1", "*"})
    void aListWithAWrongPartIsSaidInASentence(String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> set(Setting.CORS_ORIGINS, value)
                        .list(Setting.CORS_ORIGINS, Pattern.compile("\\d"), "digits, separated by commas"))
                .withMessage("BANK_CORS_ORIGINS must be digits, separated by commas, but is \"" + value + "\".");
    }

    @Test
    void aSecretIsNeverShown() {
        var environment = set(Setting.MASTER_KEY, "hush").with(Setting.HTTP_PORT, "1");
        assertThat(environment.changed()).containsExactly("BANK_HTTP_PORT=1", "BANK_MASTER_KEY=***");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> environment.flag(Setting.MASTER_KEY))
                .withMessageNotContaining("hush");
    }

    @Test
    void aFolderIsWhereItIsWhateverTheWorkingFolderBecomes() {
        assertThat(set(Setting.DATA_DIR, "./a/../data").path(Setting.DATA_DIR))
                .isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void everySettingHasANameOfItsOwnAndSaysWhatItIsFor() {
        assertThat(Setting.values())
                .allMatch(setting -> setting.variable().startsWith("BANK_"))
                .noneMatch(setting -> setting.meaning().isBlank())
                .extracting(Setting::variable)
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(Setting.values()).filter(Setting::secret))
                .containsExactly(Setting.MASTER_KEY, Setting.MASTER_KEY_FORMER);
    }
}
