package bank.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What a running process uses of the machine, as the operating system counts it. */
public final class Usage {

    private static final long KIBI = 1024;

    private Usage() {}

    /** The CPU time that it has used since it was started, user and system, all threads; in steps of 10 ms. */
    public static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("Process " + process.pid() + " is gone"));
    }

    /** The memory that it holds now (its resident set), where the system tells (Linux). */
    public static OptionalLong memoryBytes(ProcessHandle process) {
        return kibibytes(Path.of("/proc/" + process.pid() + "/status"), "VmRSS:");
    }

    /** The number that a file of /proc gives in kB behind a name, as bytes. */
    static OptionalLong kibibytes(Path file, String name) {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
                .findFirst();
    }

    /** The lines of a small file. */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
