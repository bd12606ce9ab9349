package bank.bench;

import bank.bench.load.LoadProcess;
import bank.bench.load.Scenario;

/** Measures the same load on a bank with few events in its store, and on one with many. */
final class SizeRuns {

    static final int FEW = 10_000;
    static final String EVENTS_BEFORE = "events before";

    private static final int CLIENTS = 16;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final Comparison figures = new Comparison("Size of the store");

    SizeRuns(Options options, Schedule schedule, LoadProcess load) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
    }

    static String name(int events) {
        return events + " events";
    }

    /** The small one is made anew for each round, as a round leaves more in it than there was. */
    Comparison run(History many) throws InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            try (History few = History.write(FEW, options.port())) {
                settle(few, options);
                measure(few);
            }
            measure(many);
        }
        return figures;
    }

    /** Has a bank take over a history once, which nobody had snapshots or views of. */
    static void settle(History history, Options options) throws InterruptedException {
        history.stopBroker();
        try (SystemProcess system = start(history, options)) {
            system.awaitReady(history.readyMost());
            system.awaitQuiet();
            system.stop();
        }
    }

    private void measure(History history) throws InterruptedException {
        try (SystemProcess system = start(history, options)) {
            system.awaitReady(history.readyMost());
            system.awaitQuiet();
            String name = name(history.events());
            var driver = new LoadDriver(load, schedule, system, history.accounts());
            // Half as long as elsewhere: what it deposits makes the stores alike.
            driver.warmUp(Scenario.DEPOSIT, CLIENTS, schedule.warmUpMillis() / 2);
            figures.add(
                    name,
                    EVENTS_BEFORE,
                    new BankCalls(system.port())
                            .get("/health")
                            .path("total_events")
                            .asDouble());
            driver.measure(Scenario.DEPOSIT, CLIENTS).into(figures, name);
            system.stop();
        }
    }

    private static SystemProcess start(History history, Options options) {
        return SystemProcess.start(Subject.BANK.command(), history.folder(), options.port());
    }
}
