package bank.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.bench.machine.Children;
import bank.wire.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The load generator in its own process: one for a whole benchmark, so that it is equally warm for every system. */
public final class LoadProcess implements AutoCloseable {

    /** No threads for the collector and little memory: it must not take what the system under test needs. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx256m");

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader results;
    private final Path errors;

    private LoadProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.orders = process.outputWriter(UTF_8);
        this.results = process.inputReader(UTF_8);
    }

    public static LoadProcess start(Path folder) {
        Path errors = folder.resolve("load-generator.log");
        return new LoadProcess(Children.startPiped(Children.java(LoadGenerator.class, OPTIONS), errors), errors);
    }

    /** Carries out an order. */
    public LoadResult run(LoadOrder order) {
        begin(order);
        return result();
    }

    /** Begins to carry out an order; {@link #result} must be called afterwards. */
    public void begin(LoadOrder order) {
        try {
            orders.write(Json.write(order));
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of what was begun. */
    public LoadResult result() {
        try {
            String result = results.readLine();
            if (result == null) {
                throw new IllegalStateException("The load generator ended; see " + errors);
            }
            return Json.read(result, LoadResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
