package bank.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts other processes. */
public final class Children {

    private Children() {}

    /** The command for another JVM with this one's Java and classes. */
    public static List<String> java(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** Starts a process with its input and output as pipes and its error output in a file. */
    public static Process startPiped(List<String> command, Path errors) {
        return start(new ProcessBuilder(command).redirectError(errors.toFile()));
    }

    /** Starts a process with some variables more in its environment, and all its output added to a file. */
    public static Process startLogging(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return start(builder.redirectOutput(Redirect.appendTo(log.toFile())));
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
