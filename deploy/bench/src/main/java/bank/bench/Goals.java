package bank.bench;

import static bank.bench.Subject.BANK;
import static bank.bench.Subject.COMMAND_SIDE;
import static bank.bench.Subject.FLOOR;

import bank.bench.load.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the bank is to reach on a machine of two cores, beside what was measured. */
final class Goals {

    private static final double COMMAND_SIDE_RATE = 0.7;
    private static final double COMMAND_SIDE_LATENCY = 1.4;
    private static final double BANK_RATE = 0.4;
    private static final int TRANSFER_CLIENTS = 16;
    private static final double TRANSFER_MILLIS = 40;
    private static final double READY_MILLIS = 4_000;
    private static final double IDLE_PERCENT = 3;
    private static final double IDLE_MEGABYTES = 400;
    private static final String OF_THE_FLOOR = "times the floor's";

    private final List<Goal> goals = new ArrayList<>();

    private Goals() {}

    /** The goals for which there are figures. */
    static List<Goal> of(LoadFigures load, Optional<StartFigures> start, Optional<IdleFigures> idle) {
        var all = new Goals();
        all.least(
                "Throughput, command side alone",
                COMMAND_SIDE_RATE,
                ratios(load, COMMAND_SIDE, Measurement::perSecond));
        all.most(
                "p50, command side alone",
                OF_THE_FLOOR,
                COMMAND_SIDE_LATENCY,
                ratios(load, COMMAND_SIDE, Measurement::p50Millis));
        all.most(
                "p99, command side alone",
                OF_THE_FLOOR,
                COMMAND_SIDE_LATENCY,
                ratios(load, COMMAND_SIDE, Measurement::p99Millis));
        all.least("Throughput, all services", BANK_RATE, ratios(load, BANK, Measurement::perSecond));
        all.most("p50 of transfers", "ms", TRANSFER_MILLIS, transfers(load));
        all.most("Ready", "ms", READY_MILLIS, start.map(Goals::ready).orElse(Map.of()));
        all.most("Idle CPU", "% of a core", IDLE_PERCENT, figure(idle.map(IdleFigures::percentOfCore)));
        all.most("Idle memory", "MB", IDLE_MEGABYTES, figure(idle.map(IdleFigures::memoryMegabytes)));
        return all.goals.stream().filter(goal -> !goal.figures().isEmpty()).toList();
    }

    private void least(String what, double bound, Map<String, Double> figures) {
        goals.add(new Goal(what, OF_THE_FLOOR, false, bound, figures));
    }

    private void most(String what, String unit, double bound, Map<String, Double> figures) {
        goals.add(new Goal(what, unit, true, bound, figures));
    }

    /** A figure of the deposits into one system as so many times the floor's, by the number of clients. */
    private static Map<String, Double> ratios(LoadFigures load, Subject subject, ToDoubleFunction<Measurement> figure) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (LoadFigures.Row row : load.rows()) {
            if (row.what().subject() == subject && row.what().scenario() == Scenario.DEPOSIT) {
                load.median(row.what().of(FLOOR))
                        .ifPresent(floor -> ratios.put(
                                clients(row.what()), figure.applyAsDouble(row.median()) / figure.applyAsDouble(floor)));
            }
        }
        return ratios;
    }

    private static Map<String, Double> transfers(LoadFigures load) {
        var what = new Case(Scenario.TRANSFER, TRANSFER_CLIENTS, BANK);
        return load.median(what)
                .map(median -> Map.of(clients(what), median.p50Millis()))
                .orElse(Map.of());
    }

    private static String clients(Case what) {
        return what.clients() == 1 ? "1 client" : what.clients() + " clients";
    }

    private static Map<String, Double> ready(StartFigures start) {
        Map<String, Double> ready = new LinkedHashMap<>();
        ready.put("first start", Medians.of(start.first()));
        ready.put("after a stop", Medians.of(start.afterStop()));
        ready.put("after a kill", Medians.of(start.afterKill()));
        return ready;
    }

    private static Map<String, Double> figure(Optional<Double> figure) {
        return figure.map(value -> Map.of("bank", value)).orElse(Map.of());
    }
}
