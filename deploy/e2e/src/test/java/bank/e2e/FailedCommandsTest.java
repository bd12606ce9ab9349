package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.e2e.Client.Answer;
import bank.kit.Contract;
import bank.kit.ContractClient;
import bank.kit.TestKafka;
import bank.wire.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators can do about commands that failed; accounts here have rules with defects. */
class FailedCommandsTest {

    private static final TestKafka KAFKA = TestKafka.withPartitions(2);
    private static final FailingRules RULES = new FailingRules();
    private static final String AMOUNT = FailingRules.DEPOSIT.toString();

    @TempDir
    private static Path folder;

    private static ServicesHere services;
    private static Letters letters;
    private static Teller teller;

    @BeforeAll
    static void start() {
        services = ServicesHere.start(
                KAFKA, folder, Domain.of(RULES.type(), Aggregates.TRANSFER, Aggregates.PERSON, Aggregates.ORDER));
        teller = services.teller();
        letters = services.letters();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void aCallersCommandThatFailedIsNotReplayedAndCanBeAcknowledged() {
        RULES.failOnDeposits();
        String account = teller.open("0");
        String id = callersDefect(account);

        Answer replayed = letters.replay(id);
        Answer discarded = letters.discard(id, "the caller was called");

        assertThat(replayed.status()).isEqualTo(409);
        assertThat(Teller.error(replayed))
                .contains("told that the command failed")
                .contains("discard it");
        assertThat(discarded.status()).isEqualTo(200);
        JsonNode event = discarded.json().required("event");
        assertThat(event.required("type").textValue()).isEqualTo("LetterDiscarded");
        assertThat(event.required("aggregate_id").textValue()).isEqualTo(id);
        JsonNode letter = letters.awaitStatus(id, "discarded");
        assertThat(letter.required("decision").required("actor").textValue()).isEqualTo("anonymous");
        assertThat(letter.required("decision").required("timestamp")).isEqualTo(event.required("timestamp"));
        assertThat(letter.required("decision").required("reason").textValue()).isEqualTo("the caller was called");
        assertThat(teller.balance(account, 1)).isZero();
    }

    @Test
    void aTransferWhoseDepositFailedIsCompletedOnceByAReplay() {
        RULES.failOnDeposits();
        String from = teller.open("100");
        String to = teller.open("0");
        String saga = stuck(from, to);
        String id = letters.of(saga).required("id").textValue();
        assertThat(letters.find(id).required("waits").required("id").textValue())
                .isEqualTo(saga);

        RULES.mend();
        assertThat(letters.replay(id).status()).isEqualTo(200);
        assertThat(letters.replay(id).status()).isEqualTo(200);

        awaitSaga(saga, "completed");
        assertThat(teller.balance(to, 3)).isEqualByComparingTo(AMOUNT);
        assertThat(letters.awaitStatus(id, "replayed").required("waits").isNull())
                .isTrue();
        Answer discarded = letters.discard(id, "too late");
        assertThat(discarded.status()).isEqualTo(409);
        assertThat(Teller.error(discarded)).startsWith("Dead letter was replayed already");
    }

    @Test
    void aTransferWhoseFailedDepositIsDiscardedGivesTheMoneyBack() {
        RULES.failOnDeposits();
        String from = teller.open("100");
        String saga = stuck(from, teller.open("0"));
        String id = letters.of(saga).required("id").textValue();

        assertThat(letters.discard(id, "not worth it").status()).isEqualTo(200);

        JsonNode ended = awaitSaga(saga, "compensated");
        assertThat(ended.required("error").textValue()).isEqualTo("An operator discarded the command");
        assertThat(teller.balance(from, 5)).isEqualByComparingTo("100");
        RULES.mend();
        Answer replayed = letters.replay(id);
        assertThat(replayed.status()).isEqualTo(409);
        assertThat(Teller.error(replayed)).isEqualTo("Dead letter was discarded already");
        assertThat(letters.discard(id, "again").status()).isEqualTo(409);
    }

    @Test
    void aStepThatASagaCannotGoBackFromIsOnlyReplayed() {
        RULES.failOnCompletions();
        String from = teller.open("100");
        String to = teller.open("0");
        String saga = stuck(from, to);
        String id = letters.of(saga).required("id").textValue();

        Answer discarded = letters.discard(id, "no");
        RULES.mend();
        Answer replayed = letters.replay(id);

        assertThat(discarded.status()).isEqualTo(409);
        assertThat(Teller.error(discarded)).contains("replay it");
        assertThat(replayed.status()).isEqualTo(200);
        awaitSaga(saga, "completed");
        assertThat(teller.balance(to, 3)).isEqualByComparingTo(AMOUNT);
    }

    @Test
    void ofAReplayAndADiscardAtOnceOneIsDoneAndTheOtherRefused() {
        RULES.failOnDeposits();
        String from = teller.open("100");
        String to = teller.open("0");
        String saga = stuck(from, to);
        String id = letters.of(saga).required("id").textValue();
        RULES.mend();

        var replay = letters.replayAsync(id);
        var discard = letters.discardAsync(id);
        List<Integer> statuses = Stream.of(replay, discard)
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        boolean replayed = statuses.getFirst() == 200;
        awaitSaga(saga, replayed ? "completed" : "compensated");
        assertThat(teller.balance(from, replayed ? 4 : 5)).isEqualByComparingTo(replayed ? "0.01" : "100");
    }

    /** A caller is told of the defect; the id of its dead letter is in the answer. */
    private static String callersDefect(String account) {
        HttpResponse<String> failed = ContractClient.onPort(services.base().getPort(), Contract.BANK)
                .call(
                        "POST",
                        Teller.ACCOUNTS + "/" + account + "/deposit",
                        "{\"amount\": " + AMOUNT + "}",
                        "Content-Type",
                        "application/json");
        assertThat(failed.statusCode()).isEqualTo(500);
        return failed.body().replaceAll("(?s).*(dl-[a-z0-9]+).*", "$1");
    }

    /** A transfer that waits for the outcome of a command that failed. */
    private static String stuck(String from, String to) {
        return teller.transfer(from, to, AMOUNT, "Prefer", "respond-async")
                .json()
                .required("aggregate_id")
                .textValue();
    }

    private static JsonNode awaitSaga(String id, String status) {
        return await().until(
                        () -> teller.query("sagas/" + id).json(),
                        saga -> saga.path("status").asText().equals(status));
    }
}
