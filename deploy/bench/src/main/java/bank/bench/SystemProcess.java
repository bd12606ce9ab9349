package bank.bench;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import bank.bench.machine.Children;
import bank.bench.machine.Usage;
import bank.wire.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of a system under test, in its own process. */
final class SystemProcess implements AutoCloseable {

    /** Nothing that it protects outlives the benchmark. */
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final String READY = "/health/ready";
    private static final Duration READY_MOST = Duration.ofMinutes(2);
    private static final int STOP_SECONDS = 20;
    private static final long POLL_MILLIS = 20;
    private static final long QUIET_WINDOW_MILLIS = 250;
    private static final int QUIET_WINDOWS_MOST = 120;
    private static final double QUIET_CORES = 0.2;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final int OK = 200;
    private static final int LOG_LINES = 20;

    private final Process process;
    private final int port;
    private final Path log;
    private final long startedAt;

    private SystemProcess(Process process, int port, Path log, long startedAt) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.startedAt = startedAt;
    }

    /** Starts a system on a folder of its own, which may have been used before; it is not yet ready. */
    static SystemProcess start(List<String> command, Path folder, int port) {
        return start(command, folder, port, Map.of());
    }

    /** The same with some variables of the environment set otherwise. */
    static SystemProcess start(List<String> command, Path folder, int port, Map<String, String> otherwise) {
        Path log = folder.resolve("system.log");
        Map<String, String> environment = new HashMap<>(environment(folder, port));
        environment.putAll(otherwise);
        long startedAt = System.nanoTime();
        Process process = Children.startLogging(command, environment, log);
        return new SystemProcess(process, port, log, startedAt);
    }

    private static String bootstrap(int port) {
        return "127.0.0.1:" + (port + 1);
    }

    private static Map<String, String> environment(Path folder, int port) {
        return Map.of(
                Setting.HTTP_PORT.variable(),
                Integer.toString(port),
                Setting.KAFKA_PORT.variable(),
                Integer.toString(port + 1),
                Setting.KAFKA_BOOTSTRAP.variable(),
                bootstrap(port),
                Setting.REPLICATION_FACTOR.variable(),
                "1",
                Setting.INSTANCE_ID.variable(),
                "bench",
                Setting.MASTER_KEY.variable(),
                MASTER_KEY,
                Setting.DATA_DIR.variable(),
                folder.resolve("data").toString());
    }

    /** Waits until it says that it is ready, and gives the time from its start to then. */
    Duration awaitReady() throws InterruptedException {
        return awaitReady(READY_MOST);
    }

    /** The same where there is so much to read that it may take longer. */
    Duration awaitReady(Duration most) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + READY))
                .timeout(Duration.ofSeconds(1))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client, request)) {
                if (!process.isAlive() || sinceStart().compareTo(most) > 0) {
                    throw new IllegalStateException("The system did not get ready; its log ends with\n" + endOfLog());
                }
                MILLISECONDS.sleep(POLL_MILLIS);
            }
            return sinceStart();
        }
    }

    private String endOfLog() {
        List<String> lines =
                Usage.lines(log).stream().filter(line -> !line.contains(READY)).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            // Nobody listens there yet.
            return false;
        }
    }

    /** Waits until it has done what is left to do after the load, so that it does not burden the next measurement. */
    void awaitQuiet() throws InterruptedException {
        for (int window = 0; window < QUIET_WINDOWS_MOST; window++) {
            if (cores(QUIET_WINDOW_MILLIS) < QUIET_CORES) {
                return;
            }
        }
    }

    /** How many cores it uses over a time from now on. */
    double cores(long millis) throws InterruptedException {
        Duration cpuBefore = cpu();
        long before = System.nanoTime();
        MILLISECONDS.sleep(millis);
        return (double) cpu().minus(cpuBefore).toNanos() / (System.nanoTime() - before);
    }

    Duration cpu() {
        return Usage.cpu(process.toHandle());
    }

    /** The memory that it holds now, 0 where the operating system does not tell. */
    double memoryMegabytes() {
        return Usage.memoryBytes(process.toHandle()).orElse(0) / BYTES_PER_MEGABYTE;
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    /** The address of its Kafka, if it has one of its own. */
    String bootstrap() {
        return bootstrap(port);
    }

    /** Asks it to stop, as Ctrl-C does, and gives the time until it has. */
    Duration stop() throws InterruptedException {
        long before = System.nanoTime();
        process.destroy();
        process.waitFor(STOP_SECONDS, SECONDS);
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(STOP_SECONDS, SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
