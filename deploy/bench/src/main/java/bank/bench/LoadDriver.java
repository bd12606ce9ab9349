package bank.bench;

import bank.bench.load.LoadOrder;
import bank.bench.load.LoadProcess;
import bank.bench.load.LoadResult;
import bank.bench.load.Scenario;

/** Drives one running system whose accounts are open. */
record LoadDriver(LoadProcess load, Schedule schedule, SystemProcess system, int accounts) {

    /** Drives a system that was just started until it is warm. */
    void warmUp(Scenario scenario, int clients, long millis) throws InterruptedException {
        load.run(order(scenario, clients, 0, millis));
        system.awaitQuiet();
    }

    /** Measures it at a number of clients, until it is at rest. */
    Measurement measure(Scenario scenario, int clients) throws InterruptedException {
        LoadResult result = load.run(order(scenario, clients, schedule.settleMillis(), schedule.measureMillis()));
        if (result.succeeded() == 0) {
            throw new IllegalStateException("Nothing succeeded; the answers' statuses: " + result.errors());
        }
        system.awaitQuiet();
        return Measurement.of(result, system.cpu(), system.memoryMegabytes());
    }

    private LoadOrder order(Scenario scenario, int clients, long warmUp, long measure) {
        return new LoadOrder(system.port(), system.pid(), scenario, clients, accounts, warmUp, measure);
    }
}
