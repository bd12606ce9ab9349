package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.TestKafka;
import bank.processor.Processor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two instances on one Kafka: each owns some partitions, and each takes every command. */
@Order(1)
class SeveralInstancesTest {

    private static final int ACCOUNTS = 12;

    private final TestKafka kafka = TestKafka.withPartitions(4);

    @Test
    void everyInstanceTakesCommandsForEveryAccount() {
        try (var one = new TestBank(kafka);
                var other = new TestBank(kafka)) {
            List<String> accounts =
                    IntStream.range(0, ACCOUNTS).mapToObj(_ -> one.open("100")).toList();

            for (String account : accounts) {
                String deposit = "/api/commands/accounts/" + account + "/deposit";
                assertThat(one.post(deposit, "{\"amount\":1}").statusCode()).isEqualTo(200);
                var last = other.post(deposit, "{\"amount\":2}");
                assertThat(json(last).required("new_balance").intValue()).isEqualTo(103);
            }
        }
    }

    @Test
    void copiesOfAnOpeningAtTwoInstancesAreOneAccount() {
        try (var one = new TestBank(kafka);
                var other = new TestBank(kafka)) {
            var first = one.post("/api/commands/accounts", "{\"owner\":\"Ann\"}", "Idempotency-Key", "k");
            var again = other.post("/api/commands/accounts", "{\"owner\":\"Ann\"}", "Idempotency-Key", "k");

            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        }
    }

    @Test
    void aTransferRunsBetweenAccountsOfDifferentInstances() {
        try (var one = new TestBank(kafka);
                var other = new TestBank(kafka);
                Processor _ = one.transfers()) {
            List<String> accounts =
                    IntStream.range(0, ACCOUNTS).mapToObj(_ -> one.open("100")).toList();

            for (int i = 1; i < ACCOUNTS; i++) {
                var saga = other.post(
                        "/api/commands/transfers",
                        "{\"from_account\":\"" + accounts.get(i - 1) + "\",\"to_account\":\"" + accounts.get(i)
                                + "\",\"amount\":10}");
                assertThat(json(saga).required("status").textValue()).isEqualTo("completed");
            }
        }
    }
}
