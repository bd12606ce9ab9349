package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.wire.KafkaSettings;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder from before there were people, orders and decisions on dead letters goes on, and takes them. */
class UpgradeTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutPeopleAndOrdersGetsThemAndKeepsWhatItHas() throws Exception {
        Bank before = Bank.start(folder);
        Teller teller = Teller.of(before);
        String account = teller.open("100");
        teller.deposit(account, "5");
        teller.account(account, 2);
        before.stop();
        forgetPeopleAndOrders();

        try (Bank after = before.startAgain()) {
            Teller again = Teller.of(after);
            assertThat(again.deposit(account, "5").json().path("new_balance").intValue())
                    .isEqualTo(110);
            assertThat(again.client()
                            .post("/api/commands/orders", "{\"order_id\": \"ord-1\", \"user_id\": 1}")
                            .status())
                    .isEqualTo(201);
            assertThat(again.query("orders/ord-1?min_version=1", "Prefer", "wait=20")
                            .status())
                    .isEqualTo(200);
            Awaitility.await().untilAsserted(() -> {
                JsonNode health = again.client().get("/health").json();
                assertThat(health.path("total_events").intValue()).isEqualTo(4);
                assertThat(health.path("aggregates").intValue()).isEqualTo(2);
            });
        }
    }

    private void forgetPeopleAndOrders() throws Exception {
        var topics = new Topics("bank");
        List<String> added = Stream.of("person", "order", "letter")
                .flatMap(type -> Stream.of(topics.commands(type), topics.events(type), topics.snapshots(type)))
                .toList();
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var admin = Admin.create(new KafkaSettings(broker.bootstrap()).admin())) {
            admin.deleteTopics(added).all().get();
            Awaitility.await()
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(added::contains));
        }
    }
}
