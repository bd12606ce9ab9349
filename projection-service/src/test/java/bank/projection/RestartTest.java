package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.kit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Order(1)
class RestartTest {

    private static final Instant MORNING = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void viewsSurviveARestartAndAreRestoredWhereTheFolderIsGone() {
        TestKafka kafka = TestKafka.withPartitions(2);
        try (var publisher = new Publisher(kafka)) {
            TestAccount alice;
            try (var views = RunningViews.start(kafka, first)) {
                alice = TestAccount.open("acc-1", "Alice", 100, MORNING, publisher, views.keys)
                        .deposit(5);
                expect(views, 2, 105);
            }
            alice.deposit(5);
            try (var views = RunningViews.start(kafka, first)) {
                assertThat(views.get("/api/queries/accounts/acc-1")
                                .body()
                                .required("version")
                                .longValue())
                        .as("ready means caught up")
                        .isEqualTo(3);
                expect(views, 3, 110);
            }
            alice.deposit(5);
            try (var views = RunningViews.start(kafka, second)) {
                expect(views, 4, 115);
            }
        }
    }

    @Test
    void viewsOfAnotherKafkaAreNotBelieved() {
        TestKafka kafka = TestKafka.withPartitions(1);
        try (var publisher = new Publisher(kafka);
                var views = RunningViews.start(kafka, first)) {
            TestAccount.open("acc-a", "Alice", 100, MORNING, publisher, views.keys);
            expect(views, "acc-a", 1, 100);
        }
        try (var broker = EmbeddedBroker.start(second, 0, false)) {
            TestKafka other = kafka.on(broker);
            try (var publisher = new Publisher(other);
                    var views = RunningViews.start(other, first)) {
                TestAccount.open("acc-b", "Bob", 7, MORNING, publisher, views.keys);
                expect(views, "acc-b", 1, 7);
                assertThat(views.get("/api/queries/accounts/acc-a").status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "MANIFEST-*", "*.sst"})
    void viewsWhoseFilesAreDamagedAreMadeAnew(String files) throws Exception {
        TestKafka kafka = TestKafka.withPartitions(2);
        try (var publisher = new Publisher(kafka)) {
            for (int start = 0; start < 2; start++) {
                // To open a store again is to bring its log into a table.
                try (var views = RunningViews.start(kafka, first)) {
                    if (start == 0) {
                        TestAccount.open("acc-1", "Alice", 100, MORNING, publisher, views.keys);
                    }
                    expect(views, 1, 100);
                }
            }
            damage(first, files);
            try (var views = RunningViews.start(kafka, first)) {
                expect(views, 1, 100);
            }
        }
    }

    private static void damage(Path folder, String files) throws IOException {
        PathMatcher damaged = folder.getFileSystem().getPathMatcher("glob:**/rocksdb/*/" + files);
        try (var all = Files.walk(folder)) {
            List<Path> found = all.filter(damaged::matches).toList();
            assertThat(found).isNotEmpty();
            for (Path file : found) {
                Files.writeString(file, "garbage");
            }
        }
    }

    /** Behind what nobody will ever read there is still an end to reach. */
    @Test
    void anAbortedTransactionAtTheEndDoesNotKeepTheViewsFromBeingReady() {
        TestKafka kafka = TestKafka.withPartitions(1);
        try (var publisher = new Publisher(kafka)) {
            try (var views = RunningViews.start(kafka, first)) {
                TestAccount.open("acc-1", "Alice", 100, MORNING, publisher, views.keys);
                expect(views, 1, 100);
            }
            publisher.aborted(List.of(TestAccount.someEvent()));
            try (var views = RunningViews.start(kafka, first)) {
                expect(views, 1, 100);
            }
        }
    }

    private static void expect(RunningViews views, int version, int balance) {
        expect(views, "acc-1", version, balance);
    }

    private static void expect(RunningViews views, String account, int version, int balance) {
        var got = views.get("/api/queries/accounts/" + account + "?min_version=" + version, "Prefer", "wait=10");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body().required("balance").intValue()).isEqualTo(balance);
        var health = views.get("/health").body();
        assertThat(health.required("total_events").intValue()).isEqualTo(version);
        assertThat(health.required("accounts").intValue()).isEqualTo(1);
        assertThat(health.required("transactions").intValue()).isEqualTo(version - 1);
    }
}
