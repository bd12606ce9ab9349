package bank.bench;

import static bank.bench.MeasurementTest.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import bank.bench.load.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalsTest {

    private final LoadFigures load = new LoadFigures();

    @Test
    void theCommandSideIsComparedWithTheFloorAtTheSameNumberOfClients() {
        deposits(Subject.FLOOR, 1, 100, 2);
        deposits(Subject.FLOOR, 16, 1000, 4);
        deposits(Subject.COMMAND_SIDE, 1, 90, 2.5);
        deposits(Subject.COMMAND_SIDE, 16, 600, 6);

        List<Goal> goals = Goals.of(load, Optional.empty(), Optional.empty());

        assertThat(goals)
                .extracting(Goal::what)
                .containsExactly(
                        "Throughput, command side alone", "p50, command side alone", "p99, command side alone");
        assertThat(goals.getFirst().figures()).isEqualTo(Map.of("1 client", 0.9, "16 clients", 0.6));
        assertThat(goals.getFirst().missed()).containsExactly("16 clients");
        assertThat(goals.get(1).missed()).containsExactly("16 clients");
    }

    @Test
    void aGoalWithoutFiguresIsLeftOut() {
        deposits(Subject.COMMAND_SIDE, 1, 90, 2.5);

        assertThat(Goals.of(load, Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void transfersCountAtSixteenClients() {
        load.add(new Case(Scenario.TRANSFER, 1, Subject.BANK), measurement(10, 50, Map.of()));
        load.add(new Case(Scenario.TRANSFER, 16, Subject.BANK), measurement(10, 39, Map.of()));

        List<Goal> goals = Goals.of(load, Optional.empty(), Optional.empty());

        assertThat(goals).singleElement().satisfies(goal -> {
            assertThat(goal.figures()).isEqualTo(Map.of("16 clients", 39.0));
            assertThat(goal.missed()).isEmpty();
        });
    }

    @Test
    void startsAndIdlenessAreComparedByTheirMedians() {
        var start = new StartFigures(
                List.of(3_000.0, 3_100.0, 9_000.0), 10, List.of(3_500.0), List.of(5_000.0), List.of(100.0), 0);

        List<Goal> goals = Goals.of(load, Optional.of(start), Optional.of(new IdleFigures(2.5, 450)));

        assertThat(goals).flatExtracting(Goal::missed).containsExactly("after a kill", "bank");
        assertThat(goals.getFirst().figures()).containsEntry("first start", 3_100.0);
    }

    private void deposits(Subject subject, int clients, double perSecond, double p50Millis) {
        load.add(new Case(Scenario.DEPOSIT, clients, subject), measurement(perSecond, p50Millis, Map.of()));
    }
}
