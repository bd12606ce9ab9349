package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final String HEAD = "| Name | Default | Meaning |";

    @Test
    void theDocumentedTableIsTheEnum() throws IOException {
        List<String> documented = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(documented)
                .as("The rows of %s", PAGE)
                .containsExactlyElementsOf(
                        Stream.of(Setting.values()).map(SettingsTableTest::row).toList());
    }

    private static String row(Setting setting) {
        String value = setting.defaultValue().isEmpty() ? "none" : "`" + setting.defaultValue() + "`";
        return "| `" + setting.variable() + "` | " + value + " | " + setting.meaning() + " |";
    }
}
