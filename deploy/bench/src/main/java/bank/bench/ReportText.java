package bank.bench;

import static bank.bench.Subject.FLOOR;

import bank.bench.load.Scenario;
import bank.bench.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a person reads it. */
final class ReportText {

    private static final double HUNDRED = 100;
    private static final String NO_RATIO = "       ";
    private static final double BYTES_PER_GIGABYTE = 1e9;

    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private ReportText(Report report) {
        this.report = report;
    }

    static List<String> of(Report report) {
        var text = new ReportText(report);
        text.machine(report.machine());
        text.loads(Scenario.DEPOSIT, "Deposits");
        text.loads(Scenario.TRANSFER, "Transfers");
        report.start().ifPresent(text::start);
        report.idle().ifPresent(text::idle);
        report.comparisons().values().forEach(text::comparison);
        text.goals();
        return text.lines;
    }

    private void machine(Machine machine) {
        lines.add(
                machine.cpu() + ", " + machine.cores() + " cores, " + tenths(machine.memoryBytes() / BYTES_PER_GIGABYTE)
                        + " GB, " + machine.os() + ", Java " + machine.jdk());
        String rounds = report.quick()
                ? "one short round: a first impression, not a measurement"
                : "medians of " + report.rounds() + " rounds in which the systems took turns";
        lines.add(report.at() + ", load average before " + hundredths(machine.loadAverageBefore()) + "; " + rounds);
        lines.add(
                "Broker, system and load generator share the machine. Each client waits for its answer before it asks");
        lines.add("again (closed loop): a system that stalls is asked less, so that the percentiles are the clients'.");
    }

    private void loads(Scenario scenario, String title) {
        List<LoadFigures.Row> rows = report.loads().stream()
                .filter(row -> row.what().scenario() == scenario)
                .sorted((one, other) ->
                        Integer.compare(one.what().clients(), other.what().clients()))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        var table = new TextTable()
                .row(
                        title,
                        "clients",
                        "per second",
                        "p50 ms",
                        "p99 ms",
                        "p99.9 ms",
                        "max ms",
                        "CPU µs",
                        "MB",
                        "errors");
        for (LoadFigures.Row row : rows) {
            Measurement median = row.median();
            table.row(
                    row.what().subject().title(),
                    Integer.toString(row.what().clients()),
                    whole(median.perSecond()) + ratio(row, Measurement::perSecond),
                    hundredths(median.p50Millis()) + ratio(row, Measurement::p50Millis),
                    hundredths(median.p99Millis()) + ratio(row, Measurement::p99Millis),
                    tenths(median.p999Millis()),
                    tenths(median.maxMillis()),
                    whole(median.cpuMicros()) + ratio(row, Measurement::cpuMicros),
                    whole(median.memoryMegabytes()),
                    errors(median.errors()));
        }
        lines.add("");
        lines.addAll(table.lines());
        lines.add("(CPU µs: the system's CPU time per command, until it is at rest; in brackets: times the floor's)");
    }

    private String ratio(LoadFigures.Row row, ToDoubleFunction<Measurement> figure) {
        if (row.what().subject() == FLOOR) {
            return NO_RATIO;
        }
        return report.loads().stream()
                .filter(other -> other.what().equals(row.what().of(FLOOR)))
                .findFirst()
                .map(floor -> figure.applyAsDouble(row.median()) / figure.applyAsDouble(floor.median()))
                .map(ReportText::inBrackets)
                .orElse("");
    }

    private static String errors(Map<Integer, Long> errors) {
        return errors.isEmpty()
                ? "none"
                : errors.entrySet().stream()
                        .map(error -> (error.getKey() == 0 ? "broken" : error.getKey()) + ": " + error.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void start(StartFigures start) {
        lines.add("");
        lines.add("Ready after " + median(start.first()) + " ms on an empty folder; with "
                + start.accounts() + " accounts after " + median(start.afterStop()) + " ms, and after "
                + median(start.afterKill()) + " ms where it had been killed under load");
        lines.add("Stopped within " + median(start.stop()) + " ms; errors in the first 2 s after the kills: "
                + start.errorsAfterKill());
    }

    private void idle(IdleFigures idle) {
        lines.add("");
        lines.add("Idle: " + tenths(idle.percentOfCore()) + " % of a core, " + whole(idle.memoryMegabytes())
                + " MB of memory");
    }

    /** A row per system; in brackets, how many times the first one's each figure is. */
    private void comparison(Comparison.Table comparison) {
        List<String> figures =
                List.copyOf(comparison.rows().getFirst().medians().keySet());
        var table = new TextTable().row(cells(comparison.title(), figures, figure -> figure));
        for (Comparison.Row row : comparison.rows()) {
            boolean first = row.equals(comparison.rows().getFirst());
            table.row(cells(
                    row.system(),
                    figures,
                    figure -> number(row.medians().getOrDefault(figure, 0.0))
                            + (first
                                    ? NO_RATIO
                                    : comparison
                                            .ratio(row.system(), figure)
                                            .map(ReportText::inBrackets)
                                            .orElse(NO_RATIO))));
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static String[] cells(String first, List<String> figures, UnaryOperator<String> cell) {
        return Stream.concat(Stream.of(first), figures.stream().map(cell)).toArray(String[]::new);
    }

    private static String inBrackets(double ratio) {
        return " (" + hundredths(ratio) + ")";
    }

    private void goals() {
        lines.add("");
        var table = new TextTable().row("Goal", "bound", "reached", "");
        for (Goal goal : report.goals()) {
            goal.figures()
                    .forEach((name, figure) -> table.row(
                            goal.what() + ", " + name,
                            (goal.most() ? "at most " : "at least ") + number(goal.bound()) + " " + goal.unit(),
                            number(figure),
                            goal.missed().contains(name) ? "missed" : "met"));
        }
        lines.addAll(table.lines());
    }

    private static String number(double figure) {
        return figure < HUNDRED ? hundredths(figure) : whole(figure);
    }

    private static String median(List<Double> figures) {
        return whole(Medians.of(figures));
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%.0f", figure);
    }

    private static String tenths(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }

    private static String hundredths(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
