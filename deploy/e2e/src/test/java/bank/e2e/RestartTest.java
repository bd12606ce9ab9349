package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged stays, whether the bank is killed or told to stop. */
class RestartTest {

    private static final int DEPOSITS = 400;
    private static final int ANSWERED_BEFORE_THE_KILL = 50;

    @TempDir
    private Path folder;

    @Test
    void afterAKillEveryDepositIsThereOnceAndAfterAStopToo() {
        Bank killed = Bank.start(folder);
        assertThat(killed.client()
                        .post("/api/commands/accounts", "{\"account_id\": \"acc-1\", \"owner\": \"Alice\"}")
                        .status())
                .isEqualTo(201);
        Map<String, CompletableFuture<Answer>> deposits = new HashMap<>();
        for (int i = 0; i < DEPOSITS; i++) {
            deposits.put("key-" + i, deposit(killed, "key-" + i));
        }
        Awaitility.await().until(() -> answered(deposits) >= ANSWERED_BEFORE_THE_KILL);
        killed.kill();

        try (Bank bank = killed.startAgain()) {
            for (var sent : deposits.entrySet()) {
                Answer again = deposit(bank, sent.getKey()).join();
                assertThat(again.status()).as(again.body()).isEqualTo(200);
                if (isAcknowledged(sent.getValue())) {
                    assertThat(again.body()).isEqualTo(sent.getValue().join().body());
                    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
                }
            }
            assertBalance(bank, "last", DEPOSITS + 1);
            bank.stop();

            try (Bank stopped = bank.startAgain()) {
                assertBalance(stopped, "after-the-stop", DEPOSITS + 2);
            }
        }
    }

    private static CompletableFuture<Answer> deposit(Bank bank, String key) {
        return bank.client()
                .postAsync("/api/commands/accounts/acc-1/deposit", "{\"amount\": 1}", "Idempotency-Key", key);
    }

    private static void assertBalance(Bank bank, String key, int balance) {
        assertThat(deposit(bank, key).join().json().path("new_balance").intValue())
                .isEqualTo(balance);
    }

    private static long answered(Map<String, CompletableFuture<Answer>> deposits) {
        return deposits.values().stream().filter(RestartTest::isAcknowledged).count();
    }

    private static boolean isAcknowledged(CompletableFuture<Answer> deposit) {
        return deposit.state() == Future.State.SUCCESS && deposit.join().status() == 200;
    }
}
