package bank.bench;

import bank.bench.load.Scenario;

/** What was measured: a system under a load. */
record Case(Scenario scenario, int clients, Subject subject) {

    Case of(Subject other) {
        return new Case(scenario, clients, other);
    }
}
