package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.TestKafka;
import bank.wire.Setting;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferCommandsTest {

    private static final String TRANSFERS = "/api/commands/transfers";

    private TestBank bank;

    @BeforeAll
    void start() {
        bank = new TestBank(TestKafka.withPartitions(4), Map.of(Setting.TIME_LIMIT, "2000"));
    }

    @AfterAll
    void stop() {
        bank.close();
    }

    private HttpResponse<String> transfer(String from, String to, String amount, String... headers) {
        return bank.post(
                TRANSFERS,
                "{\"from_account\":\"" + from + "\",\"to_account\":\"" + to + "\",\"amount\":" + amount + "}",
                headers);
    }

    @Test
    void aTransferEndsInTheAnswer() {
        String alice = bank.open("100");
        String bob = bank.open("0");
        try (var _ = bank.transfers()) {
            var completed = transfer(alice, bob, "60", "Idempotency-Key", "first");
            var again = transfer(alice, bob, "60", "Idempotency-Key", "first");
            var poor = transfer(alice, bob, "60");
            var stale = bank.post(
                    TRANSFERS,
                    "{\"from_account\":\"" + alice + "\",\"to_account\":\"" + bob + "\",\"amount\":1}",
                    "If-Match",
                    "\"1\"");

            assertThat(completed.statusCode()).isEqualTo(200);
            assertThat(json(completed).required("status").textValue()).isEqualTo("completed");
            assertThat(again.body()).isEqualTo(completed.body());
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(poor.statusCode()).isEqualTo(409);
            assertThat(poor.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(json(poor).required("error").textValue()).isEqualTo("Insufficient balance: 40 < 60");
            assertThat(stale.statusCode()).isEqualTo(412);
            var retried = bank.post(
                    "/api/commands/sagas/" + json(completed).required("id").textValue() + "/retry", "");
            assertThat(retried.statusCode()).isEqualTo(400);
            assertThat(json(retried).required("error").textValue()).isEqualTo("Saga has ended");
            assertThat(bank.post("/api/commands/sagas/saga-none/retry", "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aTransferThatTakesLongerIsSaidToRunAndWhere() {
        var response = transfer(bank.open("1"), bank.open("1"), "1");

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).required("id").textValue();
        assertThat(json(response).required("status").textValue()).isEqualTo("running");
        assertThat(response.headers().firstValue("Location")).contains("/api/queries/sagas/" + id);
    }

    @Test
    void theSameAccountTwiceIsAFault() {
        var response = transfer("acc-a", "acc-a", "1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).required("error").textValue()).isEqualTo("Cannot transfer to the same account");
    }

    @Test
    void faultsOfATransfersFormAreNamed() {
        var response = bank.post(TRANSFERS, "{\"from_account\":\"a b\",\"amount\":0}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).required("errors").findValuesAsText("pointer"))
                .containsExactly("/from_account", "/to_account", "/amount");
    }
}
