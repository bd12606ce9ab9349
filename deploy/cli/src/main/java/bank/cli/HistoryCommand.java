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

    @Parameters(paramLabel = "ID", description = "The aggregate's id.")
    private String id = "";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "Of what it is, as in the paths of its queries: accounts, sagas, people, orders"
                    + " (${DEFAULT-VALUE}).")
    private String name = "accounts";

    @Option(
            names = "--after",
            paramLabel = "VERSION",
            description = "Only what came after this version (${DEFAULT-VALUE}).")
    private long after;

    @Option(names = "--json", description = "The events as JSON, one on a line.")
    private boolean json;

    @Option(
            names = "--verify",
            description = "Checks the whole stream from its stored bytes; exit code 1 if it is not whole.")
    private boolean verify;

    @Option(
            names = "--expect-head",
            paramLabel = "HASH",
            description = "A hash that was kept elsewhere, which some version must have; means --verify.")
    private String expectedHead = "";

    @Override
    public Integer call() {
        HttpBank bank = options.bank();
        String path = "/api/queries/" + Paths.segment(name) + "/" + Paths.segment(id) + "/history?";
        var printer = new EventPrinter(spec.commandLine().getOut(), json);
        String next = Long.toString(after);
        while (!next.isEmpty()) {
            JsonNode page = bank.get(path + "limit=1000&after=" + next);
            page.required("events").forEach(printer::print);
            next = page.path("next").asText("");
        }
        return verify || !expectedHead.isEmpty() ? verified(bank, path) : ExitCodes.WELL;
    }

    private int verified(HttpBank bank, String path) {
        String head = expectedHead.isEmpty() ? "" : "&expect_head=" + Paths.segment(expectedHead);
        JsonNode integrity = bank.get(path + "limit=1&verify=true" + head).required("integrity");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(integrity);
        } else if (integrity.required("valid").booleanValue()) {
            out.println("It verifies; its head is " + integrity.required("head").textValue());
        } else {
            out.println("It does not verify: " + integrity);
        }
        return integrity.required("valid").booleanValue() ? ExitCodes.WELL : ExitCodes.NOT_SO;
    }
}
