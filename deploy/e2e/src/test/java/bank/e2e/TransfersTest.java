package bank.e2e;

import static bank.e2e.Teller.error;
import static bank.e2e.Teller.fresh;
import static bank.e2e.Teller.texts;
import static bank.e2e.Teller.transferOf;
import static bank.e2e.Teller.version;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transfer ends, completed or compensated, and no money is made or lost on its way. */
@Tag("contract")
class TransfersTest {

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void aTransferMovesTheMoneyAndTellsBothSides() {
        String from = teller.open("100");
        String to = teller.open("1");

        Answer answer = teller.transfer(from, to, "30.5");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(steps(answer)).containsExactly("withdraw completed", "deposit completed");
        assertThat(answer.json().required("error").isNull()).isTrue();
        assertThat(teller.balance(from, 4)).isEqualByComparingTo("69.5");
        assertThat(teller.balance(to, 3)).isEqualByComparingTo("31.5");
        assertThat(texts(events(from), "type"))
                .containsExactly("AccountOpened", "TransferInitiated", "MoneyWithdrawn", "TransferCompleted");
        assertThat(texts(events(to), "type")).containsExactly("AccountOpened", "MoneyDeposited", "TransferCompleted");
        String saga = answer.json().required("id").textValue();
        assertThat(events(to).get(1).at("/data/reason").textValue()).isEqualTo("Transfer " + saga);
        assertAsQueried(answer);
    }

    @Test
    void aPoorSourceIsRefusedAndNothingMoves() {
        String from = teller.open("10");
        String to = teller.open("0");

        Answer answer = teller.transfer(from, to, "10.01");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(error(answer)).isEqualTo("Insufficient balance: 10 < 10.01");
        assertThat(steps(answer)).containsExactly("withdraw failed");
        assertThat(teller.account(from, 1).required("version").longValue()).isEqualTo(1);
        assertAsQueried(answer);
    }

    @Test
    void aDestinationThatIsClosedOrUnknownHasTheSourceCompensated() {
        String closed = teller.open("0");
        teller.close(closed);
        for (String to : List.of(closed, fresh("acc-"))) {
            String from = teller.open("100");

            Answer answer = teller.transfer(from, to, "40");

            assertThat(answer.status()).isEqualTo(409);
            assertThat(error(answer)).isEqualTo("Destination account " + to + " is not active");
            assertThat(steps(answer)).containsExactly("withdraw compensated", "deposit failed");
            assertThat(teller.balance(from, 5)).isEqualByComparingTo("100");
            assertThat(texts(events(from), "type"))
                    .containsExactly(
                            "AccountOpened", "TransferInitiated", "MoneyWithdrawn", "MoneyDeposited", "TransferFailed");
            assertThat(events(from).get(3).at("/data/reason").textValue())
                    .isEqualTo(
                            "Compensation for " + answer.json().required("id").textValue());
            assertAsQueried(answer);
        }
    }

    @Test
    void aSourceThatIsClosedOrUnknownIsRefused() {
        String to = teller.open("0");
        String closed = teller.open("0");
        teller.close(closed);
        String unknown = fresh("acc-");

        assertThat(error(teller.transfer(closed, to, "1"))).isEqualTo("Source account " + closed + " is not active");
        Answer answer = teller.transfer(unknown, to, "1");

        assertThat(error(answer)).isEqualTo("Source account " + unknown + " not found");
        assertThat(steps(answer)).containsExactly("withdraw failed");
    }

    @Test
    void theSameAccountOnBothSidesIsAFaultOfTheRequest() {
        String id = teller.open("1");

        Answer answer = teller.transfer(id, id, "1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").textValue()).isEqualTo("/to_account");
        assertThat(teller.account(id, 1).required("version").longValue()).isEqualTo(1);
    }

    @Test
    void theExpectedVersionIsTheSources() {
        String from = teller.open("10");
        String to = teller.open("0");
        teller.deposit(to, "1");

        Answer wrong = teller.client()
                .post(Teller.TRANSFERS, transferOf(from, to, "1").replace("}", ", \"expected_version\": 2}"));
        Answer unmet = teller.transfer(from, to, "1", "If-Match", "\"2\"");
        Answer right = teller.transfer(from, to, "1", "If-Match", "\"1\"");

        assertThat(wrong.status()).isEqualTo(409);
        assertThat(steps(wrong)).containsExactly("withdraw failed");
        assertThat(unmet.status()).isEqualTo(412);
        assertThat(right.status()).as(right.body()).isEqualTo(200);
    }

    @Test
    void aRepeatedKeyGetsTheSagaAsItStandsAndMovesNothing() {
        String from = teller.open("10");
        String to = teller.open("0");
        String key = fresh("key-");

        Answer first = teller.transfer(from, to, "3", "Idempotency-Key", key);
        Answer again = teller.transfer(from, to, "3", "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(teller.deposit(from, "1").json().required("new_balance").intValue())
                .isEqualTo(8);
    }

    @Test
    void theSourceOfACompletedTransferIsFreeAtOnce() {
        for (int round = 0; round < 10; round++) {
            String from = teller.open("5");
            String to = teller.open("0");
            assertThat(teller.transfer(from, to, "5").status()).isEqualTo(200);

            assertThat(teller.close(from).status()).isEqualTo(200);
        }
    }

    @Test
    void twoOppositeTransfersAtOnceBothComplete() {
        String left = teller.open("10");
        String right = teller.open("10");
        List<CompletableFuture<Answer>> both = List.of(start(left, right, "10"), start(right, left, "10"));

        both.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));

        assertThat(teller.balance(left, 6)).isEqualByComparingTo("10");
        assertThat(teller.balance(right, 6)).isEqualByComparingTo("10");
    }

    @Test
    void aHundredAtOnceFromOneAccountTakeWhatItHasAndNoMore() {
        String from = teller.open("60");
        String to = teller.open("0");
        List<CompletableFuture<Answer>> transfers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            transfers.add(start(from, to, "1"));
        }

        List<Integer> statuses =
                transfers.stream().map(answer -> ended(answer.join())).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(60);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(40);
        assertThat(teller.balance(from, 1 + 3 * 60)).isEqualByComparingTo("0");
        assertThat(teller.balance(to, 1 + 2 * 60)).isEqualByComparingTo("60");
        assertThat(teller.close(from).status()).isEqualTo(200);
    }

    /** The status at the end; a transfer that takes longer than a caller may wait is looked at until it has ended. */
    private int ended(Answer answer) {
        if (answer.status() != 202) {
            return answer.status();
        }
        String saga = answer.header("Location");
        return Awaitility.await()
                .until(
                        () -> switch (teller.client()
                                .get(saga)
                                .json()
                                .path("status")
                                .asText()) {
                            case "completed" -> 200;
                            case "compensated" -> 409;
                            default -> 202;
                        },
                        status -> status != 202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "compensated"})
    void sagasAreListedByTheirStatus(String status) {
        String from = teller.open("1");
        String to = teller.open("0");
        Answer completed = teller.transfer(from, to, "1");
        Answer compensated = teller.transfer(from, to, "1");
        assertAsQueried(completed);
        assertAsQueried(compensated);

        List<JsonNode> sagas = teller.pages("sagas", "status=" + status, 50);

        assertThat(texts(sagas, "status")).containsOnly(status);
        assertThat(sagas).contains((status.equals("completed") ? completed : compensated).json());
        assertThat(texts(sagas, "id")).doesNotHaveDuplicates();
    }

    private CompletableFuture<Answer> start(String from, String to, String amount) {
        return teller.client().postAsync(Teller.TRANSFERS, transferOf(from, to, amount));
    }

    private List<JsonNode> events(String account) {
        List<JsonNode> events = new ArrayList<>();
        teller.query("accounts/" + account + "/history")
                .json()
                .required("events")
                .forEach(events::add);
        return events;
    }

    private static List<String> steps(Answer saga) {
        List<String> steps = new ArrayList<>();
        saga.json()
                .required("steps")
                .forEach(step -> steps.add(step.required("name").textValue() + " "
                        + step.required("status").textValue()));
        return steps;
    }

    /** The query's saga is the one that the command was answered with. */
    private void assertAsQueried(Answer saga) {
        String id = saga.json().required("id").textValue();
        Answer found = teller.query("sagas/" + id + "?min_version=" + version(saga), "Prefer", "wait=10");
        assertThat(found.json()).isEqualTo(saga.json());
    }
}
