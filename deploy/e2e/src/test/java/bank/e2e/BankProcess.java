package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A main class of the bank in a real process, and what it prints. Thread-safe. */
final class BankProcess implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    private BankProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
        // Whatever ends the tests ends what they started.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    }

    static BankProcess start(Program program, Map<Setting, String> settings) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(ClassArchive.options(JAVA, program.classPath()));
        command.addAll(List.of("-cp", program.classPath(), program.main()));
        command.addAll(program.arguments());
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("BANK_"));
        builder.environment().putAll(program.variables());
        settings.forEach((setting, value) -> builder.environment().put(setting.variable(), value));
        builder.redirectErrorStream(true);
        try {
            return new BankProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(the output broke off: " + e + ")");
        }
    }

    /** What the first group of the pattern finds in a line of the output, once there is such a line. */
    String awaitLine(Pattern pattern) {
        return Awaitility.await()
                .atMost(STARTS_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .conditionEvaluationListener(_ -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("The process ended: " + output());
                    }
                })
                .until(
                        () -> lines.stream()
                                .map(pattern::matcher)
                                .filter(Matcher::find)
                                .map(found -> found.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    String output() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** It stands still until it may go on, and does not know it. */
    void pause() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int sent = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (sent != 0) {
                throw new IllegalStateException("The process did not get " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill} does, and Ctrl-C much the same; gives how long it took to end. */
    Duration stop() {
        long began = System.nanoTime();
        process.destroy();
        exitCode();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** The exit code, once the process has ended. */
    int exitCode() {
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The process does not end: " + output());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
