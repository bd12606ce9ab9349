package bank.projection;

import static bank.projection.Rebuilding.REBUILD;
import static bank.projection.Rebuilding.assertBalance;
import static bank.projection.Rebuilding.awaitPhase;
import static bank.projection.Rebuilding.generation;
import static bank.projection.Rebuilding.projections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.kit.TestKafka;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances rebuild their views together, each what it has of them. */
@Order(1)
class RebuildOverInstancesTest {

    private static final Instant MORNING = Instant.parse("2026-05-04T10:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SOME = 100;

    @TempDir
    Path before;

    @TempDir
    Path one;

    @TempDir
    Path two;

    private final TestKafka kafka = TestKafka.withPartitions(4);

    /** Each of them has some partitions of the generation that is built, or else of the live one. */
    private static void awaitShared(RunningViews asked, Set<RunningViews> instances) {
        Set<String> all = instances.stream().map(RunningViews::advertised).collect(Collectors.toSet());
        await().atMost(LIMIT).until(() -> owners(projections(asked)).equals(all));
    }

    private static Set<String> owners(JsonNode generation) {
        return generation
                .path("projections")
                .valueStream()
                .map(each -> each.required("instance").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void noReadFailsOrIsOlderThanOneBeforeAtWhicheverInstance() throws Exception {
        try (var publisher = new Publisher(kafka);
                var first = RunningViews.start(kafka, one, "one");
                var second = RunningViews.start(kafka, two, "two")) {
            awaitShared(first, Set.of(first, second));
            try (var callers = new Callers(publisher, List.of(first, second))) {
                await().atMost(LIMIT).until(() -> callers.reads() > SOME);

                assertThat(second.post(REBUILD).status()).isEqualTo(202);

                for (RunningViews views : List.of(first, second)) {
                    JsonNode rebuild = awaitPhase(views, "switched");
                    assertThat(rebuild.path("comparison").path("equal").booleanValue())
                            .isTrue();
                    assertThat(rebuild.path("comparison").path("partitions")).hasSize(4);
                    await().atMost(LIMIT).until(() -> generation(views).equals(views.form + ".2"));
                }
                long switched = callers.reads();
                await().atMost(LIMIT).until(() -> callers.reads() > switched + SOME);
                assertThat(callers.failures).isEmpty();
            }
            Rebuilding.awaitOnlyTheTracesOf(kafka, first.form + ".2", one);
            Rebuilding.awaitOnlyTheTracesOf(kafka, first.form + ".2", two);
        }
    }

    @Test
    void whoComesLaterBuildsWithThemAndWhatIsFalseIsNamedAndDecidedAtAny() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            Rebuilding.falsifiedAlice(kafka, before, publisher);
            try (var first = RunningViews.start(kafka, one, "one")) {
                assertBalance(first, 2, 905);
                first.post(REBUILD);
                awaitPhase(first, "different");
                try (var second = RunningViews.start(kafka, two, "two")) {
                    awaitShared(second, Set.of(first, second));
                    await().atMost(LIMIT)
                            .until(() -> owners(projections(second).path("rebuild"))
                                    .equals(Set.of(first.advertised(), second.advertised())));
                    for (RunningViews views : List.of(first, second)) {
                        assertAliceDiffers(awaitPhase(views, "different"));
                        assertBalance(views, 2, 905);
                        assertThat(views.post(REBUILD).status()).isEqualTo(409);
                    }

                    assertThat(second.post(REBUILD + "/switch").status()).isEqualTo(202);

                    for (RunningViews views : List.of(first, second)) {
                        awaitPhase(views, "switched");
                        assertBalance(views, 2, 105);
                        assertThat(views.post(REBUILD + "/drop").status()).isEqualTo(409);
                    }
                }
                assertBalance(first, 2, 105);
            }
        }
    }

    private static void assertAliceDiffers(JsonNode rebuild) {
        JsonNode comparison = rebuild.path("comparison");
        assertThat(comparison.path("differences")).hasSize(1);
        JsonNode alice = comparison.path("differences").path(0);
        assertThat(alice.path("id").textValue()).isEqualTo("acc-alice");
        assertThat(alice.path("what").textValue()).isEqualTo("The version 2 differs");
        comparison
                .path("partitions")
                .forEach(partition -> assertThat(partition.path("equal").booleanValue())
                        .isNotEqualTo(partition.path("partition").equals(alice.path("partition"))));
    }

    @Test
    void whatIsDroppedAtOneIsGoneAtAll() throws Exception {
        try (var publisher = new Publisher(kafka)) {
            Rebuilding.falsifiedAlice(kafka, before, publisher);
            try (var first = RunningViews.start(kafka, one, "one");
                    var second = RunningViews.start(kafka, two, "two")) {
                awaitShared(first, Set.of(first, second));
                second.post(REBUILD);
                assertAliceDiffers(awaitPhase(first, "different"));

                assertThat(first.post(REBUILD + "/drop").status()).isEqualTo(202);

                for (RunningViews views : List.of(first, second)) {
                    awaitPhase(views, "dropped");
                    assertBalance(views, 2, 905);
                }
                Rebuilding.awaitOnlyTheTracesOf(kafka, first.form + ".1", one);
                Rebuilding.awaitOnlyTheTracesOf(kafka, first.form + ".1", two);
            }
        }
    }

    @Test
    void whoStopsInTheMiddleIsNotWaitedFor() throws Exception {
        try (var publisher = new Publisher(kafka);
                var first = RunningViews.start(kafka, one, "one")) {
            TestAccount alice = TestAccount.open("acc-alice", "Alice", 100, MORNING, publisher, first.keys);
            try (var second = RunningViews.start(kafka, two, "two")) {
                awaitShared(first, Set.of(first, second));
                assertThat(second.post(REBUILD).status()).isEqualTo(202);
            }
            alice.deposit(5);

            awaitPhase(first, "switched");
            assertBalance(first, 2, 105);
            assertThat(generation(first)).isEqualTo(first.form + ".2");
        }
    }
}
