package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions go from one instance to another, and callers go on to read. */
class MovingPartitionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private SmallBank bank;

    @BeforeEach
    void open() {
        bank = SmallBank.open();
    }

    @AfterEach
    void close() {
        bank.close();
    }

    private Set<String> owners() {
        JsonNode projections =
                bank.views().get("/api/queries/projections").body().required("projections");
        return projections
                .valueStream()
                .map(each -> each.required("instance").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void noReadFailsWhileAnInstanceComesAndGoes() {
        try (var readers = new Readers(bank.views(), SmallBank.ACCOUNTS)) {
            RunningViews other = RunningViews.start(bank.views().kafka, folder, "two");
            try (var _ = new Readers(other, SmallBank.ACCOUNTS)) {
                await().atMost(LIMIT).until(() -> owners().contains(other.advertised()));
                long before = readers.reads();
                await().atMost(LIMIT).until(() -> readers.reads() > before + 200);
            }
            other.close();
            await().atMost(LIMIT)
                    .until(() -> owners().equals(Set.of(bank.views().advertised())));
            long after = readers.reads();
            await().atMost(LIMIT).until(() -> readers.reads() > after + 200);
            assertThat(readers.failures).isEmpty();
        }
    }

    @Test
    void threeInstancesShareWhatThereIsAndTwoGoOnWithoutTheThird() {
        RunningViews one = bank.views();
        try (var two = RunningViews.start(one.kafka, folder.resolve("two"), "two");
                var three = RunningViews.start(one.kafka, folder.resolve("three"), "three")) {
            await().atMost(LIMIT)
                    .until(() -> owners().equals(Set.of(one.advertised(), two.advertised(), three.advertised())));
            awaitAllAccounts(one, two, three);

            two.stop();

            await().atMost(LIMIT).until(() -> owners().equals(Set.of(one.advertised(), three.advertised())));
            awaitAllAccounts(one, three);
        }
    }

    private static void awaitAllAccounts(RunningViews... instances) {
        for (RunningViews views : instances) {
            await().atMost(LIMIT)
                    .until(
                            () -> views.get("/api/queries/accounts")
                                    .body()
                                    .path("count")
                                    .intValue(),
                            count -> count == SmallBank.ACCOUNTS);
        }
    }
}
