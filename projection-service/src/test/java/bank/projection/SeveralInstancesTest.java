package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.projection.RunningViews.Got;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several instances answer as one, whichever is asked. */
@Order(1)
class SeveralInstancesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOKED_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration FEED_WAIT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static SmallBank bank;
    private static RunningViews other;

    @BeforeAll
    static void open() {
        bank = SmallBank.open();
        other = RunningViews.start(bank.views().kafka, folder, "two");
        awaitShared();
    }

    @AfterAll
    static void close() {
        other.close();
        bank.close();
    }

    /** Each has some partitions, answers from all of them, and no partition is on its way. */
    private static void awaitShared() {
        Set<String> both = Set.of(bank.views().advertised(), other.advertised());
        await().atMost(LIMIT).untilAsserted(() -> {
            for (RunningViews views : Set.of(bank.views(), other)) {
                JsonNode projections =
                        views.get("/api/queries/projections").body().required("projections");
                assertThat(projections
                                .valueStream()
                                .map(each -> each.required("instance").asText())
                                .collect(Collectors.toSet()))
                        .isEqualTo(both);
                assertThat(projections
                                .valueStream()
                                .map(each -> each.required("state").textValue()))
                        .doesNotContain("restoring");
                assertThat(views.get("/health").status()).isEqualTo(200);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/queries/accounts",
                "/api/queries/accounts?limit=5",
                "/api/queries/accounts?owner=Alice",
                "/api/queries/accounts?status=closed&limit=3",
                "/api/queries/accounts/acc-1",
                "/api/queries/accounts/acc-2",
                "/api/queries/accounts/acc-3",
                "/api/queries/accounts/acc-3?version=2",
                "/api/queries/accounts/acc-3?as_of=2025-05-04T10:00:03.001Z",
                "/api/queries/accounts/acc-never",
                "/api/queries/accounts/acc-7/history",
                "/api/queries/accounts/acc-7/history?verify=true",
                "/api/queries/accounts/acc-11/history?limit=2&after=1",
                "/api/queries/transactions",
                "/api/queries/transactions?limit=3",
                "/api/queries/transactions?account_id=acc-7",
                "/api/queries/sagas",
                "/api/queries/sagas/saga-0",
                "/api/queries/sagas/saga-1/history",
                "/api/queries/people",
                "/api/queries/people/per-1",
                "/api/queries/orders",
                "/api/queries/orders/ord-1?version=2",
                "/api/queries/snapshot?as_of=2025-05-04T10:00:10Z",
                "/api/queries/feed?limit=1000",
                "/api/queries/feed?types=MoneyDeposited&limit=7",
                "/api/queries/feed?aggregate_id=acc-7",
                "/api/queries/dead-letters",
                "/health"
            })
    void anyInstanceAnswersForAllPartitions(String path) {
        await().untilAsserted(() -> {
            Got here = bank.views().get(path);
            Got there = other.get(path);
            assertThat(here.status()).isIn(200, 404);
            assertThat(there.status()).isEqualTo(here.status());
            assertThat(there.body()).isEqualTo(here.body());
        });
    }

    @Test
    void aListOverSeveralInstancesHasAllInOrder() {
        JsonNode all = other.get("/api/queries/accounts").body();
        List<String> ids = all.required("accounts")
                .valueStream()
                .map(each -> each.required("id").textValue())
                .toList();
        assertThat(ids).isSorted().hasSize(all.required("count").intValue());
        assertThat(ids).filteredOn(id -> id.startsWith("acc-")).hasSize(SmallBank.ACCOUNTS);
    }

    @Test
    void whatIsAsOfATimeIsFinalOverSeveralInstances() {
        for (RunningViews views : Set.of(bank.views(), other)) {
            assertThat(views.get("/api/queries/snapshot?as_of=2025-05-04T10:00:10Z")
                            .body()
                            .required("final")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void whoWaitsForAVersionIsToldOfItWhereverItIsFolded() {
        Duration soonest = LIMIT;
        for (int i = 0; i < 8; i++) {
            String path = "/api/queries/accounts/waited-" + i + "?min_version=2";
            long began = System.nanoTime();
            var here = CompletableFuture.supplyAsync(() -> bank.views().get(path, "Prefer", "wait=20"));
            var there = CompletableFuture.supplyAsync(() -> other.get(path, "Prefer", "wait=20"));
            TestAccount.open("waited-" + i, "Alice", 1, Instant.now(), bank.publisher(), bank.views().keys)
                    .deposit(1);
            assertThat(here.join().body().path("version").longValue()).isEqualTo(2);
            assertThat(there.join().body().path("version").longValue()).isEqualTo(2);
            soonest = shorter(soonest, began);
        }
        assertThat(soonest).as("nobody waits until it is looked again").isLessThan(LOOKED_AGAIN_AFTER);
    }

    /** The shorter one of that time and the time since then: on a busy machine some take long. */
    private static Duration shorter(Duration time, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return took.compareTo(time) < 0 ? took : time;
    }

    @Test
    void whoWaitsForTheFeedIsWokenByWhatAnotherInstanceFolds() {
        Duration soonest = LIMIT;
        for (int i = 0; i < 6; i++) {
            String account = "fed-" + i;
            long began = System.nanoTime();
            String path = "/api/queries/feed?wait=" + FEED_WAIT.toSeconds() + "&aggregate_id=" + account;
            var here = CompletableFuture.supplyAsync(() -> bank.views().get(path));
            var there = CompletableFuture.supplyAsync(() -> other.get(path));
            TestAccount.open(account, "Alice", 1, Instant.now(), bank.publisher(), bank.views().keys);
            assertThat(here.join().body().required("events").size()).isEqualTo(1);
            assertThat(there.join().body().required("events").size()).isEqualTo(1);
            soonest = shorter(soonest, began);
        }
        assertThat(soonest).as("nobody waits until his time is over").isLessThan(FEED_WAIT.dividedBy(2));
    }

    @Test
    void aCallerWhoTakesCopiesIsToldThatTheViewsThemselvesHaveNoAge() {
        assertThat(other.get("/api/queries/accounts/acc-1", "Prefer", "stale-ok")
                        .header("Age"))
                .isEqualTo("0");
        assertThat(other.get("/api/queries/accounts/acc-1").header("Age")).isEmpty();
    }
}
