package bank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bank feed}. */
@Command(
        name = "feed",
        description = {
            "Prints the events of all aggregates, each aggregate's in order.",
            "At the end it says on stderr from where to go on the next time."
        })
final class FeedCommand implements Callable<Integer> {

    private static final int WAIT_SECONDS = 25;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Option(names = "--after", paramLabel = "CURSOR", description = "Goes on where an earlier call ended.")
    private String after = "";

    @Option(names = "--types", paramLabel = "TYPE,…", description = "Only events of these types.")
    private String types = "";

    @Option(names = "--aggregate-id", paramLabel = "ID", description = "Only events of this aggregate.")
    private String aggregateId = "";

    @Option(names = "--aggregate-type", paramLabel = "TYPE", description = "Only events of aggregates of this type.")
    private String aggregateType = "";

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only events of this tenant.")
    private String tenant = "";

    @Option(names = "--follow", description = "Goes on with what happens from now on, until it is interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "The events as JSON, one on a line.")
    private boolean json;

    private volatile String next = "";

    @Override
    public Integer call() {
        HttpBank bank = options.bank();
        next = after;
        var printer = new EventPrinter(spec.commandLine().getOut(), json);
        // Also where it is interrupted, or the bank goes away.
        Thread interrupted = Thread.ofPlatform().unstarted(this::sayHowFar);
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            String before;
            do {
                before = next;
                JsonNode page = bank.get(path(before));
                page.required("events").forEach(printer::print);
                next = page.required("next").textValue();
                // Where few are wanted, a page may be empty though it has come further.
            } while ((follow && !printer.isBroken()) || !next.equals(before));
        } finally {
            if (Runtime.getRuntime().removeShutdownHook(interrupted)) {
                sayHowFar();
            }
        }
        return ExitCodes.WELL;
    }

    private void sayHowFar() {
        if (!next.isEmpty()) {
            spec.commandLine().getErr().println("--after " + next);
        }
    }

    private String path(String from) {
        return "/api/queries/feed?limit=1000" + (follow ? "&wait=" + WAIT_SECONDS : "") + parameter("after", from)
                + parameter("types", types) + parameter("aggregate_id", aggregateId)
                + parameter("aggregate_type", aggregateType) + parameter("tenant", tenant);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + Paths.segment(value);
    }
}
