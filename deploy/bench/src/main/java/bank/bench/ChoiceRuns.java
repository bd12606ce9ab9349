package bank.bench;

import bank.bench.load.LoadProcess;
import bank.bench.load.Scenario;
import bank.bench.machine.Children;
import bank.wire.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures what something costs a deposit: fresh systems that differ in it alone take turns under the same load. */
final class ChoiceRuns {

    static final String NONE = "none";
    static final String DECLARED = "declared";
    static final String ALL = "all";
    static final String METRICS = "metrics";

    private static final int CLIENTS = 64;

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;

    ChoiceRuns(Options options, Schedule schedule, LoadProcess load) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
    }

    /**
     * One of the systems.
     *
     * @param name what the table calls it
     * @param command what starts it
     * @param variables of its environment
     */
    private record Choice(String name, List<String> command, Map<String, String> variables) {}

    /** Nothing, the declared data and everything encrypted. */
    Comparison encryption() throws InterruptedException {
        return run(
                "BANK_ENCRYPT",
                Stream.of(NONE, DECLARED, ALL)
                        .map(name -> new Choice(name, Subject.BANK.command(), Map.of(Setting.ENCRYPT.variable(), name)))
                        .toList());
    }

    /** The command side alone, on whose commands most metrics are. */
    Comparison metrics() throws InterruptedException {
        return run(
                "Metrics",
                List.of(
                        new Choice(NONE, Children.java(Unmeasured.class, Subject.JVM_OPTIONS), Map.of()),
                        new Choice(METRICS, Subject.COMMAND_SIDE.command(), Map.of())));
    }

    private Comparison run(String title, List<Choice> choices) throws InterruptedException {
        var figures = new Comparison(title);
        for (int round = 0; round < options.rounds(); round++) {
            // A machine that becomes slower meanwhile must not always meet the same one last.
            for (int i = 0; i < choices.size(); i++) {
                measure(choices.get((round + i) % choices.size()), figures);
            }
        }
        return figures;
    }

    private void measure(Choice choice, Comparison figures) throws InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                SystemProcess system =
                        SystemProcess.start(choice.command(), folder.path(), options.port(), choice.variables())) {
            system.awaitReady();
            LoadRuns.open(load, system, schedule.accounts());
            var driver = new LoadDriver(load, schedule, system, schedule.accounts());
            driver.warmUp(Scenario.DEPOSIT, CLIENTS, schedule.warmUpMillis());
            driver.measure(Scenario.DEPOSIT, CLIENTS).into(figures, choice.name());
        }
    }
}
