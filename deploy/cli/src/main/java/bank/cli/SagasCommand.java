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

/** {@code ./bank sagas}. */
@Command(name = "sagas", description = "Lists transfers; those that wait too long are marked as overdue.")
final class SagasCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Option(names = "--status", description = "Only running, compensating, completed or compensated ones.")
    private String status = "";

    @Option(names = "--json", description = "The sagas as JSON, one on a line.")
    private boolean json;

    @Override
    public Integer call() {
        String filter = status.isEmpty() ? "" : "?status=" + Paths.segment(status);
        PrintWriter out = spec.commandLine().getOut();
        options.bank().pages("/api/queries/sagas" + filter, "sagas", saga -> print(saga, json, out));
        return ExitCodes.WELL;
    }

    @Command(name = "show", description = "Prints one transfer with its steps, as JSON.")
    int show(
            @Mixin BankOptions bank,
            @Parameters(paramLabel = "SAGA", description = "Its id.") String id,
            @Option(names = "--json", description = "On one line.") boolean oneLine) {
        return printed(bank.bank().get("/api/queries/sagas/" + Paths.segment(id)), oneLine);
    }

    @Command(
            name = "retry",
            description = "Sends the commands again that a transfer waits for; recorded as an event of it.")
    int retry(
            @Mixin BankOptions bank,
            @Parameters(paramLabel = "SAGA", description = "Its id.") String id,
            @Option(names = "--json", description = "On one line.") boolean oneLine) {
        return printed(bank.bank().post("/api/commands/sagas/" + Paths.segment(id) + "/retry"), oneLine);
    }

    private int printed(JsonNode saga, boolean oneLine) {
        spec.commandLine().getOut().println(oneLine ? saga : saga.toPrettyString());
        return ExitCodes.WELL;
    }

    private static void print(JsonNode saga, boolean json, PrintWriter out) {
        if (json) {
            out.println(saga);
            return;
        }
        out.printf(
                "%-22s  %-12s  %12s  %s -> %s%s%s%n",
                saga.path("id").asText(),
                saga.path("status").asText(),
                saga.path("amount").asText(),
                saga.path("from_account").asText(),
                saga.path("to_account").asText(),
                saga.path("overdue").booleanValue() ? "  overdue" : "",
                saga.path("error").isTextual() ? "  " + saga.path("error").asText() : "");
    }
}
