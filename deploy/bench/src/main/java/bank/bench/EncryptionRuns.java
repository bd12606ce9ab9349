package bank.bench;

import bank.bench.load.LoadProcess;
import bank.bench.load.Scenario;
import bank.wire.Setting;
import java.util.List;
import java.util.Map;

/** Measures what encryption costs a deposit: the same bank with nothing, declared data and everything encrypted. */
final class EncryptionRuns {

    static final String NONE = "none";
    static final String DECLARED = "declared";
    static final String ALL = "all";

    private static final List<String> CHOICES = List.of(NONE, DECLARED, ALL);
    private static final int CLIENTS = 64;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final Comparison figures = new Comparison("BANK_ENCRYPT");

    EncryptionRuns(Options options, Schedule schedule, LoadProcess load) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
    }

    Comparison run() throws InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            // A machine that becomes slower meanwhile must not always meet the same one last.
            for (int i = 0; i < CHOICES.size(); i++) {
                measure(CHOICES.get((round + i) % CHOICES.size()));
            }
        }
        return figures;
    }

    private void measure(String choice) throws InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                SystemProcess system = SystemProcess.start(
                        Subject.BANK.command(),
                        folder.path(),
                        options.port(),
                        Map.of(Setting.ENCRYPT.variable(), choice))) {
            system.awaitReady();
            LoadRuns.open(load, system, schedule.accounts());
            var driver = new LoadDriver(load, schedule, system, schedule.accounts());
            driver.warmUp(Scenario.DEPOSIT, CLIENTS, schedule.warmUpMillis());
            driver.measure(Scenario.DEPOSIT, CLIENTS).into(figures, choice);
        }
    }
}
