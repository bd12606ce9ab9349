package bank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./bank history}. */
@Command(name = "history", description = "Prints the events of one aggregate, from the first to the last.")
final class HistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "The account's id.")
    private String id = "";

    @Option(
            names = "--after",
            paramLabel = "VERSION",
            description = "Only what came after this version (${DEFAULT-VALUE}).")
    private long after;

    @Option(names = "--json", description = "The events as JSON, one on a line.")
    private boolean json;

    @Override
    public Integer call() {
        HttpBank bank = options.bank();
        String next = Long.toString(after);
        while (!next.isEmpty()) {
            JsonNode page =
                    bank.get("/api/queries/accounts/" + Paths.segment(id) + "/history?limit=1000&after=" + next);
            page.required("events").forEach(this::print);
            next = page.path("next").asText("");
        }
        return ExitCodes.WELL;
    }

    private void print(JsonNode event) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(event);
        } else {
            out.printf(
                    "%6s  %-27s  %-18s  %s%n",
                    event.path("version").asText(),
                    event.path("timestamp").asText(),
                    event.path("type").asText(),
                    event.path("data"));
        }
    }
}
