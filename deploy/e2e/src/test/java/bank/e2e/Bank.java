package bank.e2e;

import bank.wire.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The standalone bank in a process of its own, on free ports and a folder of its own. Most tests share one; those that
 * stop or kill it start their own. Thread-safe.
 */
public final class Bank implements AutoCloseable {

    private static final Pattern OPEN = Pattern.compile("The bank is open on (\\S+),");
    static final String PARTITIONS = "2";

    private static final Pattern KAFKA = Pattern.compile("Kafka broker started on (\\S+) ");

    private final Program program;
    private final Map<Setting, String> settings;
    private final @Nullable BankProcess process;
    private final URI base;
    private final @Nullable String kafka;

    private Bank(Program program, Map<Setting, String> settings) {
        this.program = program;
        this.settings = settings;
        this.process = BankProcess.start(program, settings);
        this.base = URI.create(process.awaitLine(OPEN));
        this.kafka = null;
    }

    private Bank(URI base, String kafka) {
        this.program = Program.BANK;
        this.settings = Map.of();
        this.process = null;
        this.base = base;
        this.kafka = kafka;
    }

    private static final class Shared {
        private static final Path FOLDER = temporaryFolder();
        private static final Bank BANK = Deployed.bank().orElseGet(() -> asItComes(FOLDER));

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Shared::end));
        }

        private static void end() {
            BANK.close();
            delete(FOLDER);
        }
    }

    /** The one that tests share; nobody may stop it, and whoever counts what is in it counts others' too. */
    public static Bank shared() {
        return Shared.BANK;
    }

    /** One for a test of its own, ready. */
    public static Bank start(Path folder) {
        return start(Program.BANK, folder);
    }

    /** One that has as many partitions as one that nobody has set anything for. */
    static Bank asItComes(Path folder) {
        Map<Setting, String> settings = settings(folder);
        settings.remove(Setting.PARTITIONS);
        return start(settings);
    }

    /** Another system, ready. */
    static Bank start(Program program, Path folder) {
        return new Bank(program, settings(folder));
    }

    /** One for a test of its own, with these settings. */
    static Bank start(Map<Setting, String> settings) {
        return new Bank(Program.BANK, settings);
    }

    /** One that is no process of the tests; only who calls it or reads its topics can use it. */
    static Bank at(URI base, String kafka) {
        return new Bank(base, kafka);
    }

    private BankProcess process() {
        return Objects.requireNonNull(process, "This bank is no process of the tests");
    }

    /** Any free ports, the folder, and fewer partitions than by default, for each costs time at every start. */
    static Map<Setting, String> settings(Path folder) {
        Map<Setting, String> settings = new HashMap<>();
        settings.put(Setting.HTTP_PORT, "0");
        settings.put(Setting.KAFKA_PORT, "0");
        settings.put(Setting.DATA_DIR, folder.toString());
        settings.put(Setting.PARTITIONS, PARTITIONS);
        return settings;
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("bank-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return base;
    }

    public Client client() {
        return new Client(base);
    }

    /** Its Kafka, for those who read the topics themselves. */
    public String kafka() {
        return kafka == null ? process().awaitLine(KAFKA) : kafka;
    }

    public Path folder() {
        return Path.of(settings.getOrDefault(Setting.DATA_DIR, ""));
    }

    public long pid() {
        return process().pid();
    }

    /** What it has printed so far. */
    public String output() {
        return process().output();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process().kill();
    }

    /** Tells it to end, waits until it has, and gives how long that took. */
    public Duration stop() {
        return process().stop();
    }

    /** Another one on the same folder, which this one must have left. */
    public Bank startAgain() {
        return new Bank(program, settings);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
