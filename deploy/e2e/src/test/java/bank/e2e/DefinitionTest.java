package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library runs without the bank. */
class DefinitionTest {

    private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aSystemOfOneTypeHasThatTypeAndNothingOfTheBank() {
        try (Bank orders = Bank.start(Program.of(CLASSES, OrdersAlone.class.getName()), folder)) {
            var created = orders.client().post("/api/commands/orders", "{\"order_id\": \"ord-1\", \"user_id\": 1}");
            assertThat(created.status()).as(created.body()).isEqualTo(201);
            assertThat(orders.client()
                            .get("/api/queries/orders/ord-1?min_version=1", "Prefer", "wait=20")
                            .status())
                    .isEqualTo(200);
            assertThat(Tour.run("curl -s " + orders.base() + "/api/queries/snapshot"))
                    .contains("\"orders\":[{\"id\":\"ord-1\"")
                    .doesNotContain("accounts");
            Awaitility.await().untilAsserted(() -> {
                var health = orders.client().get("/health").json();
                assertThat(health.path("orders").intValue()).isEqualTo(1);
                assertThat(health.has("accounts")).isFalse();
            });
            assertThat(Tour.run("curl -s " + orders.base() + "/api/queries/accounts"))
                    .contains("\"status\":404");
        }
    }
}
