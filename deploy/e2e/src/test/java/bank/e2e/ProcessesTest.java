package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import bank.wire.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services as processes of their own, on a Kafka that they only know the address of. */
class ProcessesTest {

    private static final Pattern PORT = Pattern.compile(": Started .*port=\"(\\d+)\"");

    @TempDir
    private Path folder;

    @Test
    void theServicesRunAsProcessesOfTheirOwn() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var commands = BankProcess.start(CommandService.class.getName(), settings(broker));
                var projections = BankProcess.start(ProjectionService.class.getName(), settings(broker));
                var sagas = BankProcess.start(SagaService.class.getName(), settings(broker))) {
            Client command = ready(commands);
            Client query = ready(projections);
            ready(sagas);
            open(command, "acc-from", 100);
            open(command, "acc-to", 0);

            var transfer = command.post(
                    "/api/commands/transfers",
                    "{\"from_account\": \"acc-from\", \"to_account\": \"acc-to\", \"amount\": 30}");

            assertThat(transfer.status()).as(transfer.body()).isEqualTo(200);
            assertThat(transfer.json().path("status").textValue()).isEqualTo("completed");
            var account = query.get("/api/queries/accounts/acc-to?min_version=3", "Prefer", "wait=10");
            assertThat(account.status()).as(account.body()).isEqualTo(200);
            assertThat(account.json().path("balance").intValue()).isEqualTo(30);
            assertThat(account.json().path("owner").textValue()).isEqualTo("Alice");
            assertThat(commands.stop()).isLessThan(Duration.ofSeconds(3));
            assertThat(projections.stop()).isLessThan(Duration.ofSeconds(3));
            assertThat(sagas.stop()).isLessThan(Duration.ofSeconds(3));
        }
    }

    private Map<Setting, String> settings(EmbeddedBroker broker) {
        Map<Setting, String> settings = new HashMap<>();
        settings.put(Setting.HTTP_PORT, "0");
        settings.put(Setting.KAFKA_BOOTSTRAP, broker.bootstrap());
        settings.put(Setting.REPLICATION_FACTOR, "1");
        settings.put(Setting.DATA_DIR, folder.toString());
        settings.put(Setting.MASTER_KEY_FILE, folder.resolve("master.key").toString());
        return settings;
    }

    private static Client ready(BankProcess process) {
        Client client = new Client(URI.create("http://127.0.0.1:" + process.awaitLine(PORT)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.get("/health/ready").status() == 200);
        return client;
    }

    private static void open(Client client, String id, int balance) {
        assertThat(client.post(
                                "/api/commands/accounts",
                                "{\"account_id\": \"%s\", \"owner\": \"Alice\", \"initial_balance\": %d}"
                                        .formatted(id, balance))
                        .status())
                .isEqualTo(201);
    }
}
