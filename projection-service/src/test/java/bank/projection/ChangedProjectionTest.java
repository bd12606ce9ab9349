package bank.projection;

import static bank.projection.Rebuilding.LIMIT;
import static bank.projection.Rebuilding.REBUILD;
import static bank.projection.Rebuilding.assertBalance;
import static bank.projection.Rebuilding.awaitPhase;
import static bank.projection.Rebuilding.generation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.kit.TestKafka;
import bank.projection.view.Changelog;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that folds events otherwise, or keeps other rows, takes over from the one before. */
class ChangedProjectionTest {

    private static final Instant MORNING = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void whatWasSetAsideIsFoldedWhereItCanBeByNow() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            TestAccount alice;
            int form;
            try (var views = RunningViews.start(kafka, folder)) {
                alice = TestAccount.open("acc-alice", "Alice", 100, MORNING, publisher, views.keys)
                        .deposit(5);
                assertBalance(views, 2, 105);
                form = views.form;
            }
            // Behind the opening stands the marker of its transaction.
            new Changelog(kafka, form).setAside(alice.event(2), 2);
            try (var views = RunningViews.start(kafka, other)) {
                assertThat(views.get("/api/queries/accounts/acc-alice").status())
                        .isEqualTo(503);

                views.post(REBUILD);

                JsonNode rebuild = awaitPhase(views, "different");
                assertThat(rebuild.path("comparison").path("differences").findValuesAsText("what"))
                        .contains("The version 2 is missing in the live view")
                        .contains("Only one of the views waits for an event");
                views.post(REBUILD + "/switch");
                awaitPhase(views, "switched");
                assertBalance(views, 2, 105);
            }
        }
    }

    @Test
    void aVersionWithAnotherFormOfRowsIsBuiltBesideTheOldOneAndAnswersTheSame() throws Exception {
        try (var publisher = new Publisher(kafka);
                var old = RunningViews.start(kafka, folder)) {
            TestAccount alice = TestAccount.open("acc-alice", "Alice", 100, MORNING, publisher, old.keys)
                    .deposit(5);
            try (var next = RunningViews.startNextForm(kafka, other)) {
                alice.deposit(5);
                assertBalance(old, 3, 110);
                assertBalance(next, 3, 110);
                assertThat(generation(next)).isEqualTo(next.form + ".1");
                String asOf = "/api/queries/snapshot?as_of=" + MORNING.plusSeconds(1);
                assertThat(next.get(asOf).body().required("final").booleanValue())
                        .isTrue();
                assertThat(next.get(asOf).response().body())
                        .isEqualTo(old.get(asOf).response().body());
                assertThat(next.post("/api/queries/projections/tidy")
                                .body()
                                .required("in_use")
                                .path(0)
                                .textValue())
                        .isEqualTo(old.form + ".1");
                old.stop();
                await().atMost(LIMIT)
                        .until(() -> !next.post("/api/queries/projections/tidy")
                                .body()
                                .required("deleted")
                                .isEmpty());
                assertThat(generation(next)).isEqualTo(next.form + ".1");
                Rebuilding.awaitOnlyTheTracesOf(kafka, next.form + ".1", other);
            }
        }
    }
}
