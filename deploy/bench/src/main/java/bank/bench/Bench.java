package bank.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.bench.load.LoadProcess;
import bank.bench.machine.Machine;
import bank.wire.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the bank beside its floor, and says what it found; it judges nothing as failed. */
public final class Bench {

    private static final int WRONG_USE = 2;

    private final Options options;
    private final Schedule schedule;
    private final PrintStream out;

    private Bench(Options options, PrintStream out) {
        this.options = options;
        this.schedule = options.quick() ? Schedule.QUICK : Schedule.FULL;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Options options = Options.parse(List.of(arguments));
            // Who ends this process must not leave its children behind.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                            "end"));
            new Bench(options, new PrintStream(System.out, true, UTF_8)).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.HELP);
            System.exit(WRONG_USE);
        }
    }

    private void run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var figures = new LoadFigures();
        Optional<StartFigures> start = Optional.empty();
        Optional<IdleFigures> idle = Optional.empty();
        Map<Part, Comparison.Table> comparisons;
        try (WorkFolder folder = WorkFolder.make();
                LoadProcess load = LoadProcess.start(folder.path())) {
            if (options.parts().contains(Part.DEPOSITS) || options.parts().contains(Part.TRANSFERS)) {
                loadRounds(new LoadRuns(options, schedule, load, figures));
            }
            if (options.parts().contains(Part.START)) {
                out.println("Starts and restarts");
                start = Optional.of(new StartRuns(options, schedule, load).run());
            }
            if (options.parts().contains(Part.IDLE)) {
                out.println("Idleness");
                idle = Optional.of(IdleRun.of(options, schedule));
            }
            comparisons = new ComparisonRuns(options, schedule, load, out).run();
        }
        tell(new Report(
                at.toString(),
                machine,
                Subject.JVM_OPTIONS,
                options.quick(),
                options.rounds(),
                schedule,
                figures.rows(),
                start,
                idle,
                comparisons,
                Stream.concat(Goals.of(figures, start, idle).stream(), ComparisonGoals.of(comparisons).stream())
                        .toList()));
    }

    private void loadRounds(LoadRuns runs) throws InterruptedException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (Subject subject : Subject.values()) {
                if (options.parts().contains(Part.DEPOSITS) || subject.transfers()) {
                    out.println("Round " + round + " of " + options.rounds() + ": " + subject.title());
                    runs.round(subject);
                }
            }
        }
    }

    private void tell(Report report) throws IOException {
        out.println();
        ReportText.of(report).forEach(out::println);
        Files.writeString(
                options.json(), Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        out.println("\nAll figures of all rounds: " + options.json());
    }
}
