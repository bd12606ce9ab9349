package bank.cli;

import bank.wire.Domain;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit codes: 0 it went well, 1 what was asked is not so (a chain does not verify, an aggregate does not
 * exist, a command was refused), 2 it was not understood, 3 it could not be asked.
 */
@Command(
        name = "./bank",
        description = "Asks a running bank, or the Kafka under it.",
        subcommands = {
            VerifyCommand.class,
            HistoryCommand.class,
            SagasCommand.class,
            DeadLettersCommand.class,
            FeedCommand.class,
            RebuildCommand.class,
            ForgetCommand.class,
            NewMasterKeyCommand.class,
            RotateMasterKeyCommand.class,
            SettingsCommand.class
        })
public final class Cli {

    private static final IExitCodeExceptionMapper CODES = failure -> switch (failure) {
        case ParameterException _ -> ExitCodes.NOT_UNDERSTOOD;
        case NotSoException _ -> ExitCodes.NOT_SO;
        default -> ExitCodes.CANNOT_ASK;
    };

    private final Domain domain;

    private Cli(Domain domain) {
        this.domain = domain;
    }

    /** The whole of a {@code main} that asks a system of that domain. */
    public static void main(Domain domain, String... arguments) {
        System.exit(commandLine(domain).execute(arguments));
    }

    /** Does what the arguments say, and gives the exit code. */
    public static int run(Domain domain, PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine(domain).setOut(out).setErr(err).execute(arguments);
    }

    /** What the commands ask about. */
    Domain domain() {
        return domain;
    }

    private static CommandLine commandLine(Domain domain) {
        return withHelp(new CommandLine(new Cli(domain)))
                .setExitCodeExceptionMapper(CODES)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return CODES.getExitCode(failure);
                });
    }

    private static CommandLine withHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Says what it takes.")
                        .build());
        command.getSubcommands().values().forEach(Cli::withHelp);
        return command;
    }
}
