package bank.wire;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Families;
import bank.kit.Family;
import bank.kit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of every event of the bank is approved in a file. */
class GoldenEventsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<Family<?, ?, ?>> families() {
        return Families.ALL;
    }

    @ParameterizedTest
    @MethodSource("families")
    void eventsAreWrittenAsTheyWereApprovedAndReadAsTheyEverWere(Family<?, ?, ?> family) {
        new Golden(FOLDER).check(family);
    }

    @Test
    void nothingIsApprovedThatIsOfNoFamily() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            families().stream().map(Family::toString).toList());
        }
    }
}
