package bank.e2e;

import static bank.e2e.Teller.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However often a request is sent with its key, it has one effect and one answer. */
@Tag("contract")
class IdempotencyTest {

    private static final int COPIES = 20;
    private static final String KEY = "Idempotency-Key";
    private static final String[] ASYNC = {"Prefer", "respond-async"};

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void copiesAtTheSameTimeHaveOneEffectAndOneAnswer() {
        String id = teller.open("0");
        String key = fresh("key-");

        List<Answer> answers = copies(teller, Teller.ACCOUNTS + "/" + id + "/deposit", "{\"amount\": 7}", key);

        assertOneAnswer(answers, 200);
        assertThat(teller.deposit(id, "1").header("ETag")).isEqualTo("\"3\"");
    }

    @ParameterizedTest
    @CsvSource({"''", "'\"account_id\": \"ID\", '"})
    void copiesOfAnOpeningOpenOneAccount(String named) {
        String owner = fresh("owner-");
        String body = "{" + named.replace("ID", fresh("acc-")) + "\"owner\": \"" + owner + "\"}";

        List<Answer> answers = copies(teller, Teller.ACCOUNTS, body, fresh("key-"));

        assertOneAnswer(answers, 201);
        String id = answers.getFirst().json().required("account_id").textValue();
        teller.account(id, 1);
        assertThat(Teller.texts(teller.pages("accounts", "owner=" + owner, 100), "id"))
                .containsExactly(id);
    }

    @Test
    void copiesOfATransferMoveTheMoneyOnce() {
        String from = teller.open("10");
        String to = teller.open("0");

        List<Answer> answers = copies(teller, Teller.TRANSFERS, Teller.transferOf(from, to, "4"), fresh("key-"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202));
        assertThat(answers.stream().map(answer -> answer.json().required("id")).distinct())
                .hasSize(1);
        assertThat(teller.balance(from, 4)).isEqualByComparingTo("6");
        assertThat(teller.deposit(to, "1").json().required("new_balance").intValue())
                .isEqualTo(5);
    }

    @Test
    void aKillDoesNotMakeTheBankForget(@TempDir Path folder) {
        Bank killed = Bank.start(folder);
        Teller before = Teller.of(killed);
        String id = before.open("1");
        String deposit = Teller.ACCOUNTS + "/" + id + "/deposit";
        Answer first = before.deposit(id, "2", KEY, "deposit-1");
        Answer refused = before.withdraw(id, "100", KEY, "withdrawal-1");
        List<CompletableFuture<Answer>> unheard = IntStream.range(0, COPIES)
                .mapToObj(_ -> killed.client().postAsync(deposit, "{\"amount\": 4}", KEY, "deposit-2"))
                .toList();
        killed.kill();
        assertThat(unheard).hasSize(COPIES);

        try (Bank bank = killed.startAgain()) {
            Teller after = Teller.of(bank);
            List<Answer> again = copies(after, deposit, "{\"amount\": 2}", "deposit-1");
            assertThat(again).allSatisfy(answer -> assertReplayOf(first, answer));
            after.deposit(id, "100");
            assertReplayOf(refused, after.withdraw(id, "100", KEY, "withdrawal-1"));
            assertOneAnswer(copies(after, deposit, "{\"amount\": 4}", "deposit-2"), 200);
            assertThat(after.deposit(id, "1").json().required("new_balance").intValue())
                    .isEqualTo(1 + 2 + 100 + 4 + 1);
        }
    }

    @Test
    void aKeyWithAnotherRequestIsRefusedAndHasNoEffect() {
        String id = teller.open("0");
        String key = fresh("key-");
        Answer first = teller.deposit(id, "1", KEY, key);

        assertThat(teller.deposit(id, "2", KEY, key).status()).isEqualTo(422);
        assertThat(teller.withdraw(id, "1", KEY, key).status()).isEqualTo(422);
        assertThat(teller.deposit(id, "1", KEY, key, "If-Match", "\"1\"").status())
                .isEqualTo(422);
        // Another way to write the same request is the same request.
        assertReplayOf(first, teller.deposit(id, "\"1.00\"", KEY, key));
        assertThat(teller.deposit(id, "1").header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void aKeyBelongsToItsAccount() {
        String key = fresh("key-");
        String one = teller.open("0");
        String other = teller.open("0");
        teller.deposit(one, "1", KEY, key);

        Answer answer = teller.deposit(other, "5", KEY, key);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void whatIsMalformedIsNotRemembered() {
        String id = teller.open("0");
        String key = fresh("key-");

        assertThat(teller.deposit(id, "-1", KEY, key).status()).isEqualTo(400);

        assertThat(teller.deposit(id, "1", KEY, key).status()).isEqualTo(200);
    }

    @Test
    void whoDoesNotWaitAsksForTheOutcomeLater() {
        String id = teller.open("5");

        Answer deposit = teller.deposit(id, "2", ASYNC);
        JsonNode accepted = outcome(deposit);
        JsonNode rejected = outcome(teller.withdraw(id, "100", ASYNC));

        assertThat(deposit.status()).isEqualTo(202);
        assertThat(accepted.required("status").textValue()).isEqualTo("accepted");
        assertThat(accepted.at("/event/type").textValue()).isEqualTo("MoneyDeposited");
        assertThat(accepted.at("/event/causation_id")).isEqualTo(deposit.json().required("command_id"));
        assertThat(rejected.required("status").textValue()).isEqualTo("rejected");
        assertThat(rejected.required("error").textValue()).isEqualTo("Insufficient funds");
        assertThat(rejected.required("event").isNull()).isTrue();
    }

    @Test
    void anOpeningThatNobodyWaitsForShowsItsOwnerInClearText() {
        Answer answer = teller.client().post(Teller.ACCOUNTS, "{\"owner\": \"Zoë\"}", ASYNC);

        assertThat(outcome(answer).at("/event/data/owner").textValue()).isEqualTo("Zoë");
        String id = answer.json().required("aggregate_id").textValue();
        assertThat(teller.account(id, 1).required("owner").textValue()).isEqualTo("Zoë");
    }

    @Test
    void aTransferThatNobodyWaitsForHasAnOutcomeToo() {
        String from = teller.open("5");
        String to = teller.open("0");

        JsonNode completed = outcome(teller.transfer(from, to, "5", ASYNC));
        JsonNode refused = outcome(teller.transfer(from, to, "5", ASYNC));

        assertThat(completed.required("status").textValue()).isEqualTo("accepted");
        assertThat(refused.required("status").textValue()).isEqualTo("rejected");
        assertThat(refused.required("error").textValue()).isEqualTo("Insufficient balance: 0 < 5");
    }

    @Test
    void aRepeatOfWhatNobodyWaitsForNamesTheSameCommand() {
        String id = teller.open("0");
        String key = fresh("key-");

        Answer first = teller.deposit(id, "3", "Prefer", "respond-async", KEY, key);
        Answer again = teller.deposit(id, "3", "Prefer", "respond-async", KEY, key);
        JsonNode outcome = outcome(first);
        Answer late = teller.deposit(id, "3", "Prefer", "respond-async", KEY, key);

        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(late.header("Location")).isEqualTo(first.header("Location"));
        assertThat(outcome(late)).isEqualTo(outcome);
        assertThat(teller.deposit(id, "1").json().required("new_balance").intValue())
                .isEqualTo(4);
    }

    /** The outcome at the place that the answer names, once it is not pending. */
    private JsonNode outcome(Answer pending) {
        assertThat(pending.header("Location")).startsWith("/api/queries/commands/cmd-");
        return Awaitility.await()
                .until(
                        () -> teller.client().get(pending.header("Location")),
                        answer -> answer.status() == 200
                                && !answer.json().path("status").asText().equals("pending"))
                .json();
    }

    private static List<Answer> copies(Teller teller, String path, String body, String key) {
        List<CompletableFuture<Answer>> sent = IntStream.range(0, COPIES)
                .mapToObj(_ -> teller.client().postAsync(path, body, KEY, key))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** All but one say that they repeat what the one was answered with. */
    private static void assertOneAnswer(List<Answer> answers, int status) {
        assertThat(answers).extracting(Answer::status).containsOnly(status);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void assertReplayOf(Answer first, Answer again) {
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }
}
