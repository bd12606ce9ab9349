package bank.bench;

import bank.bench.load.LoadOrder;
import bank.bench.load.LoadProcess;
import bank.bench.load.LoadResult;
import bank.bench.load.Scenario;
import java.util.List;

/** Measures a system under load: fresh, with accounts, warmed up, then at growing numbers of clients. */
final class LoadRuns {

    private static final List<Integer> DEPOSIT_CLIENTS = List.of(1, 16, 64, 256);
    private static final List<Integer> TRANSFER_CLIENTS = List.of(1, 16, 64, 256);
    private static final int BUSY_CLIENTS = 64;
    private static final long OPENING_MOST_MILLIS = 600_000;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final LoadFigures figures;

    LoadRuns(Options options, Schedule schedule, LoadProcess load, LoadFigures figures) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
        this.figures = figures;
    }

    /** One round of one system. */
    void round(Subject subject) throws InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                SystemProcess system = SystemProcess.start(subject.command(), folder.path(), options.port())) {
            system.awaitReady();
            open(load, system, schedule.accounts());
            if (options.parts().contains(Part.DEPOSITS)) {
                measureAll(system, subject, Scenario.DEPOSIT, DEPOSIT_CLIENTS);
            }
            if (options.parts().contains(Part.TRANSFERS) && subject.transfers()) {
                measureAll(system, subject, Scenario.TRANSFER, TRANSFER_CLIENTS);
            }
        }
    }

    /** Opens all accounts of a system, without which nothing that follows would mean anything. */
    static void open(LoadProcess load, SystemProcess system, int accounts) throws InterruptedException {
        LoadResult opened = load.run(new LoadOrder(
                system.port(), system.pid(), Scenario.OPEN, BUSY_CLIENTS, accounts, 0, OPENING_MOST_MILLIS));
        if (opened.succeeded() < accounts) {
            throw new IllegalStateException("Of " + accounts + " accounts only " + opened.succeeded()
                    + " could be opened; the other answers' statuses: " + opened.errors());
        }
        system.awaitQuiet();
    }

    private void measureAll(SystemProcess system, Subject subject, Scenario scenario, List<Integer> clients)
            throws InterruptedException {
        var driver = new LoadDriver(load, schedule, system, schedule.accounts());
        driver.warmUp(scenario, BUSY_CLIENTS, schedule.warmUpMillis());
        for (int number : clients) {
            figures.add(new Case(scenario, number, subject), driver.measure(scenario, number));
        }
    }
}
