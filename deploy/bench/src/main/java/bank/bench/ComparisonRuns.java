package bank.bench;

import bank.bench.load.LoadProcess;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

/** Measures the parts that compare systems; the history that most of them need is written once for all. */
final class ComparisonRuns {

    private final Options options;
    private final Schedule schedule;
    private final LoadProcess load;
    private final PrintStream out;
    private final Map<Part, Comparison.Table> tables = new EnumMap<>(Part.class);

    ComparisonRuns(Options options, Schedule schedule, LoadProcess load, PrintStream out) {
        this.options = options;
        this.schedule = schedule;
        this.load = load;
        this.out = out;
    }

    Map<Part, Comparison.Table> run() throws InterruptedException {
        if (wants(Part.ENCRYPTION)) {
            out.println("Encryption");
            tables.put(
                    Part.ENCRYPTION,
                    new ChoiceRuns(options, schedule, load).encryption().table());
        }
        if (wants(Part.METRICS)) {
            out.println("Metrics");
            tables.put(
                    Part.METRICS,
                    new ChoiceRuns(options, schedule, load).metrics().table());
        }
        if (wants(Part.VERIFY) || wants(Part.VIEWS) || wants(Part.SIZE) || wants(Part.FEED)) {
            out.println("A history of " + options.events() + " events");
            try (History history = History.write(options.events(), options.port())) {
                overBroker(history);
                overBank(history);
            }
        }
        if (wants(Part.CLUSTER)) {
            tables.putAll(new ClusterRuns(options, schedule, load, out).run());
        }
        return tables;
    }

    /** Those that read from the broker alone, without a bank. */
    private void overBroker(History history) throws InterruptedException {
        if (wants(Part.VERIFY)) {
            out.println("Verification");
            tables.put(Part.VERIFY, new VerifyRuns(options, history).run().table());
        }
        if (wants(Part.VIEWS)) {
            out.println("Rebuild of views");
            tables.put(Part.VIEWS, new ViewRuns(options, history).run().table());
        }
    }

    /** Those that have a bank go on with the history; the feed first, as the load adds to it. */
    private void overBank(History history) throws InterruptedException {
        if (wants(Part.SIZE) || wants(Part.FEED)) {
            SizeRuns.settle(history, options);
        }
        if (wants(Part.FEED)) {
            out.println("Feed");
            tables.put(Part.FEED, new FeedRuns(options).run(history).table());
        }
        if (wants(Part.SIZE)) {
            out.println("Size of the store");
            tables.put(
                    Part.SIZE,
                    new SizeRuns(options, schedule, load).run(history).table());
        }
    }

    private boolean wants(Part part) {
        return options.parts().contains(part);
    }
}
