package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services as processes of their own, on a Kafka that they only know the address of. */
class ProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void theServicesRunAsProcessesOfTheirOwn() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var commands = start(CommandService.class, broker);
                var projections = start(ProjectionService.class, broker);
                var sagas = start(SagaService.class, broker)) {
            Client command = commands.ready();
            Client query = projections.ready();
            sagas.ready();
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
            assertThat(query.post(Teller.ACCOUNTS, "{\"owner\": \"Alice\"}").status())
                    .isEqualTo(404);
            assertThat(command.get("/api/queries/accounts").status()).isEqualTo(404);
            assertThat(commands.process().stop()).isLessThan(Duration.ofSeconds(3));
            assertThat(projections.process().stop()).isLessThan(Duration.ofSeconds(3));
            assertThat(sagas.process().stop()).isLessThan(Duration.ofSeconds(3));
        }
    }

    private ServiceUnderTest start(Class<?> service, EmbeddedBroker broker) {
        return ServiceUnderTest.start(service, broker.bootstrap(), folder, Map.of());
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
