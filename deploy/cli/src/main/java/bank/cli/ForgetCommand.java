package bank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./bank forget}. */
@Command(
        name = "forget",
        description =
                "Forgets the owner of an account, or a person, for ever: nobody can read the name any more. There is"
                        + " no way back.")
final class ForgetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Parameters(paramLabel = "ID", description = "The account's id, or the person's.")
    private String id = "";

    @Option(names = "--person", description = "It is a person's id.")
    private boolean person;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String all = person ? "people" : "accounts";
        JsonNode answer = options.bank().post("/api/commands/" + all + "/" + Paths.segment(id) + "/forget");
        String said = answer.path("event").isNull() ? id + " was forgotten before" : id + " is forgotten";
        spec.commandLine().getOut().println(json ? answer : said);
        return ExitCodes.WELL;
    }
}
