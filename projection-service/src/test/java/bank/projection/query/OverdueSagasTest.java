package bank.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.projection.view.SeededBank;
import bank.projection.view.TestViews;
import bank.projection.view.ViewRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many sagas wait, and wherever their views are, to look at them takes a small share of the time. */
class OverdueSagasTest {

    private static final Duration OVERDUE_AFTER = Duration.ofHours(1);
    private static final Duration SEARCH = Duration.ofSeconds(20);
    private static final Duration QUESTION = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final Elsewhere elsewhere = new Elsewhere();
    private TestViews views;
    private OverdueSagas overdue;

    /** Views at another instance: each question takes its time. */
    private final class Elsewhere implements PartitionViews {
        private Instant now = TestViews.START.plus(Duration.ofDays(1));
        private int questions;

        @Override
        public ViewRows of(String key) {
            questions++;
            now = now.plus(QUESTION);
            return views.rows();
        }

        @Override
        public int partitionOf(String key) {
            return 0;
        }

        @Override
        public List<ViewRows> all() {
            now = now.plus(SEARCH);
            return List.of(views.rows());
        }
    }

    @BeforeEach
    void read() {
        views = new TestViews(folder);
        views.read(new SeededBank(1, 150).records);
        overdue = new OverdueSagas(Aggregates.BANK, elsewhere, OVERDUE_AFTER, () -> elsewhere.now);
    }

    @AfterEach
    void close() {
        views.close();
    }

    private int questionsOfALook() {
        elsewhere.questions = 0;
        overdue.waiting();
        return elsewhere.questions;
    }

    @Test
    void whoWaitedIsLookedAtAgainOnlyWhenTenTimesAsLongHasPassed() {
        int waiting = overdue.waiting().size();
        assertThat(waiting).isPositive();
        elsewhere.now = elsewhere.now.plus(QUESTION);
        assertThat(questionsOfALook()).isEqualTo(waiting);

        assertThat(questionsOfALook()).isZero();
        assertThat(overdue.count()).isEqualTo(waiting);
        elsewhere.now = elsewhere.now.plus(QUESTION.multipliedBy(10L * waiting - 1));
        assertThat(questionsOfALook()).isZero();

        elsewhere.now = elsewhere.now.plus(QUESTION);
        assertThat(questionsOfALook()).isEqualTo(waiting);
    }
}
