package bank.e2e;

import bank.wire.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A service in a process of its own, on a Kafka that it only knows the address of. Thread-safe.
 *
 * @param process where it runs
 */
record ServiceUnderTest(BankProcess process) implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile(": Started .*port=\"(\\d+)\"");
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** Begins to start one of the bank's; the folder holds a master key. */
    static ServiceUnderTest start(String service, String kafka, Path folder, Map<Setting, String> more) {
        return start(Program.BANK.service(service), kafka, folder, more);
    }

    /** Begins to start one of any system's. */
    static ServiceUnderTest start(Program service, String kafka, Path folder, Map<Setting, String> more) {
        Map<Setting, String> settings = new HashMap<>();
        settings.put(Setting.HTTP_PORT, "0");
        settings.put(Setting.KAFKA_BOOTSTRAP, kafka);
        settings.put(Setting.REPLICATION_FACTOR, "1");
        settings.put(Setting.PARTITIONS, Bank.PARTITIONS);
        settings.put(Setting.DATA_DIR, folder.toString());
        settings.put(Setting.MASTER_KEY_FILE, folder.resolve("master.key").toString());
        settings.putAll(more);
        return new ServiceUnderTest(BankProcess.start(service, settings));
    }

    /** Where it is, once it has started. */
    URI base() {
        return URI.create("http://127.0.0.1:" + process.awaitLine(PORT));
    }

    /** What calls it, once it is ready. */
    Client ready() {
        Client client = new Client(base());
        Awaitility.await()
                .atMost(READY_WITHIN)
                .until(() -> client.get("/health/ready").status() == 200);
        return client;
    }

    @Override
    public void close() {
        process.close();
    }
}
