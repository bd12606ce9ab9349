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

/** {@code ./bank dead-letters}. */
@Command(name = "dead-letters", description = "Lists what was set aside, the oldest first.")
final class DeadLettersCommand implements Callable<Integer> {

    private static final String PATH = "/api/queries/dead-letters";
    private static final String COMMANDS = "/api/commands/dead-letters/";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BankOptions options = new BankOptions();

    @Option(names = "--json", description = "The dead letters as JSON, one on a line.")
    private boolean json;

    @Option(names = "--open", description = "Only those that nobody has decided on.")
    private boolean open;

    @Override
    public Integer call() {
        options.bank().pages(open ? PATH + "?status=open" : PATH, "dead_letters", this::print);
        return ExitCodes.WELL;
    }

    @Command(name = "show", description = "Prints one with all that it holds, as JSON.")
    int show(@Mixin BankOptions bank, @Parameters(paramLabel = "ID", description = "Its id.") String id) {
        JsonNode letter = bank.bank().get(PATH + "/" + Paths.segment(id));
        spec.commandLine().getOut().println(letter.toPrettyString());
        return ExitCodes.WELL;
    }

    @Command(
            name = "replay",
            description =
                    "Sends again what failed: a saga's command by the saga, a record that could not be read to its"
                            + " topic. Recorded as an event.")
    int replay(@Mixin DecisionOptions decision) {
        return decide(decision, "replay", "replayed");
    }

    @Command(
            name = "discard",
            description =
                    "Acknowledges it: a saga that waits for it hears a refusal, a stream is valid again. Recorded as"
                            + " an event; there is no way back.")
    int discard(@Mixin DecisionOptions decision) {
        return decide(decision, "discard", "discarded");
    }

    private int decide(DecisionOptions decision, String what, String done) {
        JsonNode answer =
                decision.bank.bank().post(COMMANDS + Paths.segment(decision.id) + "/" + what, decision.body());
        PrintWriter out = spec.commandLine().getOut();
        out.println(decision.json ? answer.required("event").toString() : decision.id + " is " + done);
        return ExitCodes.WELL;
    }

    private void print(JsonNode letter) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(letter);
            return;
        }
        JsonNode waits = letter.path("waits");
        out.printf(
                "%s  %-9s  %s  %s-%s%s%s  %s%n",
                letter.path("id").asText(),
                letter.path("status").asText(),
                letter.path("set_aside_at").asText(),
                letter.path("topic").asText(),
                letter.path("partition").asText(),
                letter.path("offset").isNull()
                        ? ""
                        : " at " + letter.path("offset").asText(),
                waits.isNull()
                        ? ""
                        : "  " + waits.path("type").asText() + " "
                                + waits.path("id").asText() + " waits",
                letter.path("cause").asText());
    }
}
