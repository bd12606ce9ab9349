package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.BegunRequest;
import bank.kit.EventStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A stop is quick; how quick, can be told only where no other test is at work. */
@Isolated
class QuickStopTest {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void aStopIsQuickAndAnswersAllWhoWait() throws IOException {
        try (Bank bank = Bank.asItComes(folder)) {
            String account = Teller.of(bank).open("1");
            URI feed = bank.base().resolve("/api/queries/feed/stream");
            URI tooNew = bank.base().resolve("/api/queries/accounts/" + account + "?min_version=9");
            try (var stream = EventStream.open(feed);
                    var other = EventStream.open(feed);
                    var version = BegunRequest.get(tooNew, "Prefer: wait=30")) {
                assertThat(stream.next(1)).hasSize(1);
                assertThat(other.next(1)).hasSize(1);

                assertThat(bank.stop()).isLessThan(STOPS_WITHIN);

                stream.awaitEnd();
                other.awaitEnd();
                assertThat(version.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("Retry-After: ");
            }
        }
    }
}
