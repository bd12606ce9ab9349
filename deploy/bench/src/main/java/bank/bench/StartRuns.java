package bank.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import bank.bench.load.LoadOrder;
import bank.bench.load.LoadProcess;
import bank.bench.load.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how long the bank takes to be ready: from nothing, after a stop, and after a kill under load. */
final class StartRuns {

    private static final int CLIENTS = 16;
    private static final long LOAD_MILLIS = 2_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final List<Double> first = new ArrayList<>();
    private final List<Double> afterStop = new ArrayList<>();
    private final List<Double> afterKill = new ArrayList<>();
    private final List<Double> stop = new ArrayList<>();
    private long errorsAfterKill;

    StartRuns(Options options, Schedule schedule, LoadProcess load) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
    }

    StartFigures run() throws InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            try (WorkFolder folder = WorkFolder.make();
                    SystemProcess system = start(folder.path())) {
                first.add(millis(system.awaitReady()));
            }
        }
        try (WorkFolder folder = WorkFolder.make()) {
            try (SystemProcess system = start(folder.path())) {
                system.awaitReady();
                LoadRuns.open(load, system, schedule.restartAccounts());
                stop.add(millis(system.stop()));
            }
            for (int round = 0; round < options.rounds(); round++) {
                killUnderLoad(folder.path());
                startAfterKill(folder.path());
            }
        }
        return new StartFigures(first, schedule.restartAccounts(), afterStop, afterKill, stop, errorsAfterKill);
    }

    private void killUnderLoad(Path folder) throws InterruptedException {
        try (SystemProcess system = start(folder)) {
            afterStop.add(millis(system.awaitReady()));
            load.begin(deposits(system, 2 * LOAD_MILLIS));
            MILLISECONDS.sleep(LOAD_MILLIS);
            system.kill();
            load.result();
        }
    }

    private void startAfterKill(Path folder) throws InterruptedException {
        try (SystemProcess system = start(folder)) {
            afterKill.add(millis(system.awaitReady()));
            errorsAfterKill += load.run(deposits(system, LOAD_MILLIS)).errors().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            stop.add(millis(system.stop()));
        }
    }

    private SystemProcess start(Path folder) {
        return SystemProcess.start(options.bankCommand(), folder, options.port());
    }

    private LoadOrder deposits(SystemProcess system, long millis) {
        return new LoadOrder(
                system.port(), system.pid(), Scenario.DEPOSIT, CLIENTS, schedule.restartAccounts(), 0, millis);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
