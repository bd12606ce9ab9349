package bank.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.bench.machine.Children;
import bank.wire.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** One way to read all events, in a process of its own that may read them again and again. */
public final class ReplayProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader results;
    private final Path errors;

    private ReplayProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.orders = process.outputWriter(UTF_8);
        this.results = process.inputReader(UTF_8);
    }

    /** Starts it; what it keeps and logs goes into the folder. */
    public static ReplayProcess start(Replay replay, List<String> options, String bootstrap, Path folder) {
        Path errors = folder.resolve(replay.name() + ".log");
        return new ReplayProcess(Children.startPiped(replay.command(options, bootstrap, folder), errors), errors);
    }

    /** Has all events read once. */
    public ReplayResult pass() {
        try {
            orders.newLine();
            orders.flush();
            String result = results.readLine();
            if (result == null) {
                throw new IllegalStateException("A process that reads all events ended; see " + errors);
            }
            return Json.read(result, ReplayResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
