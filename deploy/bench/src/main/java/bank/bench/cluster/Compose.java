package bank.bench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cluster of the compose file, driven as a person drives it, under a name of its own: another one of the same machine
 * is not touched.
 *
 * @param bank the file {@code ./bank}
 * @param port of its front, on 127.0.0.1
 */
public record Compose(Path bank, int port) {

    private static final String STOP_SECONDS = "20";

    /** The images are those of these sources. */
    public void build() {
        run(List.of(bank.toString(), "images"));
    }

    /** All containers are there; not yet ready. */
    public void up() {
        compose("up", "-d");
    }

    /** Nothing of it is left, its data included. */
    public void down() {
        compose("down", "-v");
    }

    public void kill(String service) {
        compose("kill", service);
    }

    /** Gives it time to end. */
    public void stop(String service) {
        compose("stop", "-t", STOP_SECONDS, service);
    }

    public void start(String service) {
        compose("start", service);
    }

    /** Whether its container says that it is healthy. */
    public boolean isHealthy(String service) {
        String id = compose("ps", "-q", service).strip();
        return run(List.of("docker", "inspect", "-f", "{{.State.Health.Status}}", id))
                .strip()
                .equals("healthy");
    }

    /** One container with the whole bank, at the same port. */
    public void upStandalone() {
        downStandalone();
        String tag = System.getenv().getOrDefault("BANK_IMAGE_TAG", "dev");
        run(List.of(
                "docker",
                "run",
                "-d",
                "--read-only",
                "--name",
                "bank-bench",
                "-p",
                "127.0.0.1:" + port + ":8000",
                "bank/standalone:" + tag));
    }

    public void downStandalone() {
        run(List.of("docker", "rm", "-fv", "bank-bench"));
    }

    private String compose(String... command) {
        return run(Stream.concat(Stream.of(bank.toString(), "compose"), Stream.of(command))
                .toList());
    }

    private String run(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("BANK_COMPOSE_PROJECT", "bank-bench");
            builder.environment().put("BANK_PORT", Integer.toString(port));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0 && !said.contains("No such container")) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
