package bank.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void withoutOptionsAllIsMeasuredInThreeRounds() {
        Options options = Options.parse(List.of());

        assertThat(options.quick()).isFalse();
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.parts()).isEqualTo(Part.USUAL).doesNotContain(Part.CLUSTER, Part.WAITS);
        assertThat(options.json()).isEqualTo(Path.of("bench.json"));
    }

    @Test
    void quickIsOneRoundUnlessTheirNumberIsGiven() {
        assertThat(Options.parse(List.of("--quick")).rounds()).isEqualTo(1);
        assertThat(Options.parse(List.of("--rounds", "5", "--quick")).rounds()).isEqualTo(5);
    }

    @Test
    void onlyThePartsThatAreNamedAreMeasured() {
        Options options = Options.parse(List.of("--only", "start", "--only", "idle"));

        assertThat(options.parts()).containsExactly(Part.START, Part.IDLE);
    }

    @Test
    void aClusterIsMeasuredWhereItIsAskedFor() {
        assertThat(Options.parse(List.of("--cluster")).parts()).containsExactly(Part.CLUSTER, Part.WAITS);
    }

    @Test
    void aHistoryHasAMillionEventsUnlessTheirNumberIsGivenOrQuickIsEnough() {
        assertThat(Options.parse(List.of()).events()).isEqualTo(1_000_000);
        assertThat(Options.parse(List.of("--quick")).events()).isEqualTo(50_000);
        assertThat(Options.parse(List.of("--quick", "--events", "20000")).events())
                .isEqualTo(20_000);
    }

    @Test
    void theBankIsStartedAsAPersonStartsItWhereItsCommandIsGiven() {
        assertThat(Options.parse(List.of("--bank", "/bank")).bankCommand()).containsExactly("/bank", "start");
        assertThat(Options.parse(List.of()).bankCommand()).contains("bank.standalone.Standalone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fast          | There is no option --fast.",
                "--rounds        | --rounds needs a value.",
                "--rounds many   | --rounds needs a number, not many.",
                "--rounds 0      | --rounds must be from 1 to 99.",
                "--events 10     | --events must be from 10000 to 10000000.",
                "--port 80       | --port must be from 1024 to 65000.",
                "--only deposit  | --only takes deposits, transfers, start, idle, verify, views, encryption, metrics, size, feed, not deposit."
            })
    void whatCannotBeUnderstoodIsSaidInASentence(String arguments, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
                .withMessage(sentence);
    }
}
