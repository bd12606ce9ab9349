package bank.bench;

import static bank.bench.MeasurementTest.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import bank.bench.load.Scenario;
import bank.bench.machine.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void columnsLineUp() {
        List<String> lines = new TextTable()
                .row("system", "rate")
                .row("floor", "12345")
                .row("command side", "")
                .lines();

        assertThat(lines).containsExactly("system         rate", "floor         12345", "command side");
    }

    @Test
    void aTableWithoutRowsHasNoLines() {
        assertThat(new TextTable().lines()).isEmpty();
    }

    @Test
    void theBankStandsBelowTheFloorWithItsShareOfIt() {
        var load = new LoadFigures();
        load.add(new Case(Scenario.DEPOSIT, 16, Subject.FLOOR), measurement(1000, 4, Map.of()));
        load.add(new Case(Scenario.DEPOSIT, 1, Subject.FLOOR), measurement(100, 2, Map.of()));
        load.add(new Case(Scenario.DEPOSIT, 16, Subject.COMMAND_SIDE), measurement(750, 5, Map.of(503, 7L, 0, 1L)));

        List<String> lines = ReportText.of(report(load));

        assertThat(lines)
                .filteredOn(line -> line.startsWith("floor") || line.startsWith("command side"))
                .extracting(line -> line.replaceAll(" +", " "))
                .containsExactly(
                        "floor 1 100 2.00 4.00 6.0 8.0 50 300 none",
                        "floor 16 1000 4.00 8.00 12.0 16.0 50 300 none",
                        "command side alone 16 750 (0.75) 5.00 (1.25) 10.00 (1.25) 15.0 20.0 50 (1.00) 300"
                                + " broken: 1, 503: 7");
        assertThat(lines)
                .extracting(line -> line.replaceAll(" +", " "))
                .contains("Throughput, command side alone, 16 clients at least 0.70 times the floor's 0.75 met");
    }

    @Test
    void whatIsComparedStandsBelowTheFirstSystemWithItsShareOfIt() {
        var figures = new Comparison("Rebuild");
        figures.add("bare fold", "events/s", 1000);
        figures.add("all views", "events/s", 750);

        List<String> lines = ReportText.of(report(new LoadFigures(), Map.of(Part.VIEWS, figures.table())));

        assertThat(lines).containsSequence("Rebuild       events/s", "bare fold  1000", "all views   750 (0.75)");
    }

    private static Report report(LoadFigures load) {
        return report(load, Map.of());
    }

    private static Report report(LoadFigures load, Map<Part, Comparison.Table> comparisons) {
        return new Report(
                "2026-01-01T00:00:00Z",
                new Machine("Linux", "a processor", 2, 8_000_000_000L, "25", 0.5),
                List.of(),
                false,
                3,
                Schedule.FULL,
                load.rows(),
                Optional.empty(),
                Optional.empty(),
                comparisons,
                Goals.of(load, Optional.empty(), Optional.empty()));
    }
}
