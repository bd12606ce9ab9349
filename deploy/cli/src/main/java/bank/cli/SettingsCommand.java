package bank.cli;

import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bank settings}. */
@Command(
        name = "settings",
        description = "Prints what a process that is started now would run with, and where it comes from. Secrets are"
                + " masked.")
final class SettingsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "All of it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var environment = new Environment(System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(document(environment));
        } else {
            for (Setting setting : Setting.values()) {
                out.println("%-12s%s=%s"
                        .formatted(source(environment, setting), setting.variable(), environment.shown(setting)));
            }
        }
        environment
                .unknown()
                .forEach(name ->
                        spec.commandLine().getErr().println("There is no setting " + name + ": it has no effect."));
        return ExitCodes.WELL;
    }

    private static ArrayNode document(Environment environment) {
        ArrayNode settings = Json.MAPPER.createArrayNode();
        for (Setting setting : Setting.values()) {
            settings.addObject()
                    .put("name", setting.variable())
                    .put("value", environment.shown(setting))
                    .put("source", source(environment, setting))
                    .put("meaning", setting.meaning());
        }
        return settings;
    }

    private static String source(Environment environment, Setting setting) {
        return environment.has(setting) ? "environment" : "default";
    }
}
