package bank.e2e;

import bank.Aggregates;
import bank.cli.Cli;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The command line of {@code ./bank}, in this process. */
final class CommandLine {

    private CommandLine() {}

    /** What a command came to. */
    record Ran(int code, String out, String err) {
        JsonNode json() {
            return Json.read(out, JsonNode.class);
        }
    }

    /** Runs a command on the shared bank. */
    static Ran bank(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.getFirst().equals("verify") && !all.getFirst().equals("bogus")) {
            all.addAll(List.of("--url", Bank.shared().base().toString()));
        }
        return run(all.toArray(String[]::new));
    }

    /** Runs a command as it stands. */
    static Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Cli.run(Aggregates.BANK, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
