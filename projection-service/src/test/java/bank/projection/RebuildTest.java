package bank.projection;

import static bank.projection.Rebuilding.REBUILD;
import static bank.projection.Rebuilding.assertBalance;
import static bank.projection.Rebuilding.awaitPhase;
import static bank.projection.Rebuilding.generation;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.TestKafka;
import bank.projection.RunningViews.Got;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views are built anew beside the live ones, compared with them, and put into their place. */
@Order(1)
class RebuildTest {

    private static final Instant MORNING = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void equalViewsAreSwitchedByThemselvesAndTheFormerOnesAreDeleted() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            try (var views = RunningViews.start(kafka, folder)) {
                TestAccount alice = TestAccount.open("acc-alice", "Alice", 100, MORNING, publisher, views.keys)
                        .deposit(5);
                TestAccount.open("acc-bob", "Bob", 7, MORNING, publisher, views.keys);
                assertThat(generation(views)).isEqualTo(views.form + ".1");

                Got begun = views.post(REBUILD);

                assertThat(begun.status()).isEqualTo(202);
                JsonNode rebuild = awaitPhase(views, "switched");
                assertThat(rebuild.path("comparison").path("equal").booleanValue())
                        .isTrue();
                JsonNode partition =
                        rebuild.path("comparison").path("partitions").path(0);
                assertThat(partition.path("live")).isEqualTo(partition.path("rebuilt"));
                assertThat(generation(views)).isEqualTo(views.form + ".2");
                alice.deposit(5);
                assertBalance(views, 3, 110);
                Rebuilding.awaitOnlyTheTracesOf(kafka, views.form + ".2", folder);
            }
            try (var views = RunningViews.start(kafka, folder)) {
                assertThat(generation(views)).isEqualTo(views.form + ".2");
                assertBalance(views, 3, 110);
            }
        }
    }

    @Test
    void viewsThatAreFalseAreFoundAndStayUntilAnOperatorDecides() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            Rebuilding.falsifiedAlice(kafka, folder, publisher);
            try (var views = RunningViews.start(kafka, other)) {
                assertBalance(views, 2, 905);

                views.post(REBUILD);

                JsonNode rebuild = awaitPhase(views, "different");
                JsonNode differences = rebuild.path("comparison").path("differences");
                assertThat(differences).hasSize(1);
                assertThat(differences.path(0).path("id").textValue()).isEqualTo("acc-alice");
                assertThat(differences.path(0).path("what").textValue()).isEqualTo("The version 2 differs");
                assertBalance(views, 2, 905);
                assertThat(views.post(REBUILD).status()).isEqualTo(409);

                assertThat(views.post(REBUILD + "/switch").status()).isEqualTo(202);

                awaitPhase(views, "switched");
                assertBalance(views, 2, 105);
                assertThat(views.post(REBUILD + "/switch").status()).isEqualTo(409);
                assertThat(views.post(REBUILD + "/drop").status()).isEqualTo(409);
            }
        }
    }

    @Test
    void rebuiltViewsThatAreDroppedLeaveNothingAndTheNextOnesAreBuiltAnew() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            Rebuilding.falsifiedAlice(kafka, folder, publisher);
            try (var views = RunningViews.start(kafka, other)) {
                views.post(REBUILD);
                awaitPhase(views, "different");

                assertThat(views.post(REBUILD + "/drop").status()).isEqualTo(202);

                awaitPhase(views, "dropped");
                assertBalance(views, 2, 905);
                Rebuilding.awaitOnlyTheTracesOf(kafka, views.form + ".1", other);
                views.post(REBUILD);
                assertThat(awaitPhase(views, "different").path("generation").textValue())
                        .isEqualTo(views.form + ".3");
            }
        }
    }

    @Test
    void aRebuildGoesOnAfterARestart() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            Rebuilding.falsifiedAlice(kafka, folder, publisher);
            try (var views = RunningViews.start(kafka, other)) {
                views.post(REBUILD);
            }
            try (var views = RunningViews.start(kafka, other)) {
                assertBalance(views, 2, 905);
                assertThat(awaitPhase(views, "different").path("generation").textValue())
                        .isEqualTo(views.form + ".2");
                views.post(REBUILD + "/switch");
                awaitPhase(views, "switched");
            }
            try (var views = RunningViews.start(kafka, other)) {
                assertBalance(views, 2, 105);
                Rebuilding.awaitOnlyTheTracesOf(kafka, views.form + ".2", other);
            }
        }
    }
}
