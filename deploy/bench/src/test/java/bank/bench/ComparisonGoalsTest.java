package bank.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonGoalsTest {

    @Test
    void withoutFiguresThereIsNoGoal() {
        assertThat(ComparisonGoals.of(Map.of())).isEmpty();
    }

    @Test
    void aRebuildIsComparedWithTheBareFold() {
        var figures = new Comparison("Rebuild of views");
        figures.add(ViewRuns.FOLD, ViewRuns.PER_SECOND, 100_000);
        figures.add(ViewRuns.REBUILD, ViewRuns.PER_SECOND, 69_000);

        List<Goal> goals = ComparisonGoals.of(Map.of(Part.VIEWS, figures.table()));

        assertThat(goals).singleElement().satisfies(goal -> {
            assertThat(goal.figures()).isEqualTo(Map.of("all views", 0.69));
            assertThat(goal.missed()).containsExactly("all views");
        });
    }

    @Test
    void theVerificationHasItsGoalInEventsPerSecond() {
        var figures = new Comparison("Verification");
        figures.add(VerifyRuns.COUNT, VerifyRuns.PER_SECOND, 600_000);
        figures.add(VerifyRuns.VERIFY, VerifyRuns.FIRST, 200_000);
        figures.add(VerifyRuns.VERIFY, VerifyRuns.PER_SECOND, 300_000);

        List<Goal> goals = ComparisonGoals.of(Map.of(Part.VERIFY, figures.table()));

        assertThat(goals).singleElement().satisfies(goal -> {
            assertThat(goal.figures()).isEqualTo(Map.of("warm", 300_000.0, "first time", 200_000.0));
            assertThat(goal.missed()).containsExactly("first time");
        });
    }

    @Test
    void encryptionMayCostATenthOfTheCpuWithout() {
        var figures = new Comparison("BANK_ENCRYPT");
        figures.add(ChoiceRuns.NONE, Measurement.CPU, 100);
        figures.add(ChoiceRuns.DECLARED, Measurement.CPU, 105);
        figures.add(ChoiceRuns.ALL, Measurement.CPU, 120);

        List<Goal> goals = ComparisonGoals.of(Map.of(Part.ENCRYPTION, figures.table()));

        assertThat(goals).singleElement().satisfies(goal -> {
            assertThat(goal.figures()).isEqualTo(Map.of("declared", 1.05, "all", 1.2));
            assertThat(goal.missed()).containsExactly("all");
        });
    }

    @Test
    void manyEventsMayCostThreeTenthsMoreThanFew() {
        var figures = new Comparison("Size of the store");
        new Measurement(1000, 1, 10, 0, 0, 100, 0, 0, Map.of()).into(figures, SizeRuns.name(SizeRuns.FEW));
        new Measurement(1000, 1.25, 15, 0, 0, 120, 0, 0, Map.of()).into(figures, SizeRuns.name(1_000_000));

        List<Goal> goals = ComparisonGoals.of(Map.of(Part.SIZE, figures.table()));

        assertThat(goals).singleElement().satisfies(goal -> {
            assertThat(goal.figures()).isEqualTo(Map.of("CPU", 1.2, "p50", 1.25, "p99", 1.5));
            assertThat(goal.missed()).containsExactly("p99");
        });
    }

    @Test
    void theFeedHasNoGoal() {
        var figures = new Comparison("Feed by HTTP");
        figures.add("one reader", FeedRuns.PER_SECOND, 1);

        assertThat(ComparisonGoals.of(Map.of(Part.FEED, figures.table()))).isEmpty();
    }
}
