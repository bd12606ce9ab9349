package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's tour as it is printed, and holds what comes against what is printed. */
class ReadmeTourTest {

    @TempDir
    private Path folder;

    @Test
    void theTourPrintsWhatItSays() throws Exception {
        Tour tour = Tour.of(Tour.ROOT.resolve("README.md"));
        assertThat(tour.steps()).hasSizeGreaterThan(10);

        // A bank of its own: the tour counts what is in it.
        try (Bank bank = Deployed.bank().orElseGet(() -> Bank.asItComes(folder))) {
            tour.take(bank.base());
        }
    }
}
