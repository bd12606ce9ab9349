package bank.cli;

import bank.personal.MasterKey;
import bank.wire.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./bank new-master-key}. */
@Command(
        name = "new-master-key",
        description =
                "Makes a master key for personal data in a file that only its owner can read. A file that is there"
                        + " stays as it is.")
final class NewMasterKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Where it is to be.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Where it is and its id as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!MasterKey.create(file)) {
            throw new NotSoException(file + " is there already, and stays as it is.");
        }
        String key = MasterKey.read(file).id();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? Json.MAPPER
                                        .createObjectNode()
                                        .put("file", file.toString())
                                        .put("master_key", key)
                                : file + " holds the new master key " + key);
        return ExitCodes.WELL;
    }
}
