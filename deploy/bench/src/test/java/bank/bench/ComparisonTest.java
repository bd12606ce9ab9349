package bank.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Comparison figures = new Comparison("Reading");

    @Test
    void eachFigureHasTheMedianOfItsRounds() {
        add("plain", 100, 900, 200);
        figures.add("plain", "ms", 7);

        Comparison.Table table = figures.table();

        assertThat(table.median("plain", "rate")).contains(200.0);
        assertThat(table.median("plain", "ms")).contains(7.0);
        assertThat(table.rows().getFirst().rounds()).containsEntry("rate", List.of(100.0, 900.0, 200.0));
    }

    @Test
    void theFirstSystemIsWhatTheOthersAreComparedWith() {
        add("plain", 100, 900, 200);
        add("other", 50, 60, 400);

        assertThat(figures.table().ratio("other", "rate")).contains(0.3);
        assertThat(figures.table().ratio("plain", "rate")).contains(1.0);
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        add("plain", 100);

        assertThat(figures.table().median("plain", "ms")).isEmpty();
        assertThat(figures.table().median("other", "rate")).isEmpty();
        assertThat(figures.table().ratio("other", "rate")).isEmpty();
    }

    private void add(String system, double... rates) {
        for (double rate : rates) {
            figures.add(system, "rate", rate);
        }
    }
}
