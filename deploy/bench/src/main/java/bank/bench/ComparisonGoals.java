package bank.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the bank is to reach where systems are compared over the same events, beside what was measured. */
final class ComparisonGoals {

    private static final double VERIFIED_PER_SECOND = 300_000;
    private static final double REBUILD_RATE = 0.7;
    private static final double ENCRYPTION_CPU = 1.1;
    private static final double METRICS_CPU = 1.03;
    private static final double KILLED_SECONDS = 15;
    private static final double STOPPED_SECONDS = 3;
    private static final double MANY_EVENTS = 1.3;

    private ComparisonGoals() {}

    /** The goals for which there are figures. */
    static List<Goal> of(Map<Part, Comparison.Table> tables) {
        return Stream.of(
                        goal(tables, Part.VERIFY, ComparisonGoals::verify),
                        goal(tables, Part.VIEWS, ComparisonGoals::views),
                        goal(tables, Part.ENCRYPTION, ComparisonGoals::encryption),
                        goal(tables, Part.METRICS, ComparisonGoals::metrics),
                        goal(tables, Part.SIZE, ComparisonGoals::size),
                        goal(tables, Part.WAITS, table -> waits(table, "Killed", ClusterRuns.KILLED, KILLED_SECONDS)),
                        goal(
                                tables,
                                Part.WAITS,
                                table -> waits(table, "Stopped", ClusterRuns.STOPPED, STOPPED_SECONDS)))
                .flatMap(Optional::stream)
                .toList();
    }

    private interface Make {
        Goal of(Comparison.Table table);
    }

    private static Optional<Goal> goal(Map<Part, Comparison.Table> tables, Part part, Make make) {
        return Optional.ofNullable(tables.get(part)).map(make::of);
    }

    private static Goal verify(Comparison.Table table) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "warm", table.median(VerifyRuns.VERIFY, VerifyRuns.PER_SECOND));
        put(figures, "first time", table.median(VerifyRuns.VERIFY, VerifyRuns.FIRST));
        return new Goal("Verification", "events/s", false, VERIFIED_PER_SECOND, figures);
    }

    private static Goal views(Comparison.Table table) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "all views", table.ratio(ViewRuns.REBUILD, ViewRuns.PER_SECOND));
        return new Goal("Rebuild", "times the bare fold's rate", false, REBUILD_RATE, figures);
    }

    private static Goal encryption(Comparison.Table table) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, ChoiceRuns.DECLARED, table.ratio(ChoiceRuns.DECLARED, Measurement.CPU));
        put(figures, ChoiceRuns.ALL, table.ratio(ChoiceRuns.ALL, Measurement.CPU));
        return new Goal("Encryption's CPU", "times that without", true, ENCRYPTION_CPU, figures);
    }

    private static Goal metrics(Comparison.Table table) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "a deposit", table.ratio(ChoiceRuns.METRICS, Measurement.CPU));
        return new Goal("CPU with metrics", "times that without", true, METRICS_CPU, figures);
    }

    /** The first row is the small store's, the last one the large one's. */
    private static Goal size(Comparison.Table table) {
        String many = table.rows().getLast().system();
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "CPU", table.ratio(many, Measurement.CPU));
        put(figures, "p50", table.ratio(many, Measurement.P50));
        put(figures, "p99", table.ratio(many, Measurement.P99));
        return new Goal("Deposits with " + many, "times those with few", true, MANY_EVENTS, figures);
    }

    private static Goal waits(Comparison.Table table, String what, String fault, double seconds) {
        Map<String, Double> figures = new LinkedHashMap<>();
        table.rows().stream()
                .map(Comparison.Row::system)
                .filter(name -> name.endsWith(fault))
                .forEach(name -> put(figures, name, table.median(name, ClusterRuns.COMMAND)));
        return new Goal(what + ", a command", "s", true, seconds, figures);
    }

    private static void put(Map<String, Double> figures, String name, Optional<Double> figure) {
        figure.ifPresent(value -> figures.put(name, value));
    }
}
