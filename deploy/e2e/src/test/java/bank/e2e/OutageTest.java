package bank.e2e;

import static bank.e2e.Teller.error;
import static bank.e2e.Teller.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import bank.command.CommandService;
import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.saga.SagaService;
import bank.wire.Json;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that is slow or gone makes callers wait or come again, and never loses or doubles what they asked for. */
@Order(1)
class OutageTest {

    private static final int MAILBOX = 8;
    private static final int TOO_MANY = 20;
    private static final String WRITER = "producer-bank-command-service-";
    private static final String ANYBODY = "";

    /** The time limit, and a second for a busy machine. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(6);

    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static FragileKafka kafka;
    private static ServiceUnderTest commands;
    private static ServiceUnderTest sagas;
    private static Teller teller;

    @BeforeAll
    static void start() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        kafka = FragileKafka.start(folder.resolve("kafka"));
        commands = ServiceUnderTest.start(
                CommandService.NAME, kafka.bootstrap(), folder, Map.of(Setting.MAILBOX, Integer.toString(MAILBOX)));
        sagas = ServiceUnderTest.start(SagaService.NAME, kafka.bootstrap(), folder, Map.of());
        teller = new Teller(commands.ready());
        sagas.ready();
    }

    @AfterAll
    static void stop() {
        commands.close();
        sagas.close();
        kafka.close();
    }

    @Test
    void aFullMailboxTurnsAwayAtOnceAndWhoWasTakenIsServed() throws Exception {
        String account = teller.open("0");
        List<CompletableFuture<Answer>> deposits = new ArrayList<>();
        kafka.fallSilentTo(WRITER, () -> deposits.add(deposit(account, 0)));
        IntStream.rangeClosed(1, MAILBOX + TOO_MANY).forEach(i -> deposits.add(deposit(account, i)));
        Awaitility.await()
                .until(() -> deposits.stream().filter(CompletableFuture::isDone).count() >= TOO_MANY);
        Answer byTopic = teller.deposit(account, "1000", "Prefer", "respond-async");
        kafka.speak();

        List<Answer> answers = deposits.stream().map(CompletableFuture::join).toList();

        assertThat(byTopic.status()).isEqualTo(202);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .hasSizeBetween(TOO_MANY, TOO_MANY + 1)
                .allSatisfy(answer ->
                        assertThat(error(answer)).isEqualTo("The bank has more commands than it can take; try again."));
        List<Integer> taken = IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).status() == 200)
                .mapToObj(OutageTest::amount)
                .toList();
        // The first waits in the mailbox too if it came while the processor wrote something of its own.
        assertThat(taken).hasSizeBetween(MAILBOX, MAILBOX + 1);
        Awaitility.await().until(() -> moved(account).contains(1000));
        assertThat(moved(account))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(taken.stream(), Stream.of(1000)).toList());
        assertThat(deposit(account, 0).join().status()).isEqualTo(200);
    }

    private static CompletableFuture<Answer> deposit(String account, int number) {
        return teller.client()
                .postAsync(Teller.ACCOUNTS + "/" + account + "/deposit", "{\"amount\": " + amount(number) + "}");
    }

    private static int amount(int number) {
        return number + 1;
    }

    /** The amounts, all of them whole, of the account's deposits and withdrawals. */
    private static List<Integer> moved(String account) {
        return Log.read(kafka.bootstrap(), "account").stream(account).stream()
                .map(event -> Json.read(event.data(), JsonNode.class).path("amount"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::intValue)
                .toList();
    }

    @Test
    void whileKafkaIsSilentOrGoneCallersHearSoInTimeAndAfterwardsNothingIsLostOrDoubled() throws Exception {
        String from = teller.open("1000");
        String to = teller.open("0");
        String other = teller.open("0");
        List<Call> calls = Stream.concat(calls(from, to, 1).stream(), calls(from, to, 32).stream())
                .toList();
        List<Call> early = calls.subList(0, calls.size() / 2);
        List<Call> late = calls.subList(calls.size() / 2, calls.size());

        List<Sent> whileSilent = new ArrayList<>();
        kafka.fallSilentTo(ANYBODY, () -> early.forEach(call -> whileSilent.add(call.send())));
        Sent neverRepeated = new Call(Teller.ACCOUNTS + "/" + other + "/deposit", "{\"amount\": 7}", "").send();
        whileSilent.forEach(Sent::assertNotServedInTime);
        kafka.stop();
        List<Sent> whileGone = late.stream().map(Call::send).toList();
        whileGone.forEach(Sent::assertNotServedInTime);
        assertThat(teller.client().get("/health/live").status()).isEqualTo(200);
        assertThat(teller.client().get("/health/ready").status()).isEqualTo(503);
        kafka.startAgain();
        commands.ready();
        sagas.ready();
        List<Answer> repeated = calls.stream().map(Call::repeat).toList();

        Awaitility.await().untilAsserted(() -> {
            assertThat(moved(from)).containsExactlyInAnyOrder(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
            assertThat(moved(to)).containsExactlyInAnyOrder(8, 16, 256, 512);
        });
        int atMost = neverRepeated.answer().join().status() == 503 ? 0 : 1;
        assertThat(moved(other)).hasSizeLessThanOrEqualTo(atMost);
        assertThat(calls.stream().map(Call::repeat).map(Answer::body).toList())
                .isEqualTo(repeated.stream().map(Answer::body).toList());
    }

    /** One of each kind; no amount comes twice where the units are far enough from each other. */
    private static List<Call> calls(String from, String to, int unit) {
        String account = Teller.ACCOUNTS + "/" + from;
        return List.of(
                new Call(account + "/deposit", "{\"amount\": " + unit + "}", ""),
                new Call(account + "/deposit", "{\"amount\": " + 2 * unit + "}", "respond-async"),
                new Call(account + "/withdraw", "{\"amount\": " + 4 * unit + "}", ""),
                new Call(Teller.TRANSFERS, Teller.transferOf(from, to, Integer.toString(8 * unit)), ""),
                new Call(Teller.TRANSFERS, Teller.transferOf(from, to, Integer.toString(16 * unit)), "respond-async"),
                new Call(Teller.ACCOUNTS, "{\"owner\": \"Bob\"}", ""),
                new Call(Teller.ACCOUNTS, "{\"owner\": \"Bob\", \"account_id\": \"" + fresh("acc-") + "\"}", ""));
    }

    /** A call that can be repeated. */
    private record Call(String path, String body, String prefer, String key) {

        Call(String path, String body, String prefer) {
            this(path, body, prefer, fresh("key-"));
        }

        Sent send() {
            long began = System.nanoTime();
            CompletableFuture<Answer> answer =
                    teller.client().postAsync(path, body, "Idempotency-Key", key, "Prefer", prefer);
            return new Sent(answer, answer.handle((_, _) -> Duration.ofNanos(System.nanoTime() - began)));
        }

        /** What somebody is answered in the end who comes again as long as he is told to. */
        Answer repeat() {
            Set<Integer> end = prefer.isEmpty() ? Set.of(200, 201) : Set.of(202);
            return Awaitility.await()
                    .atMost(SERVED_WITHIN)
                    .until(() -> send().answer().join(), answer -> end.contains(answer.status()));
        }
    }

    /** A call on its way, and how long its answer took. */
    private record Sent(CompletableFuture<Answer> answer, CompletableFuture<Duration> took) {

        void assertNotServedInTime() {
            assertThat(answer.join().status()).isIn(503, 504);
            assertThat(took.join()).isLessThan(ANSWERED_WITHIN);
        }
    }
}
