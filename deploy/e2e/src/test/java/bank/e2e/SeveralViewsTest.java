package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.wire.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that answer queries, one of which dies or stands still. */
@Order(1)
class SeveralViewsTest {

    private static final int ACCOUNTS = 12;
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(40);

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static ServiceUnderTest commands;
    private static ServiceUnderTest stays;
    private static Teller teller;
    private static Teller views;

    private ServiceUnderTest goes;
    private List<String> accounts;

    @BeforeAll
    static void start() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
        commands = ServiceUnderTest.start(CommandService.NAME, broker.bootstrap(), folder, Map.of());
        teller = new Teller(commands.ready());
        stays = start("stays");
        views = new Teller(stays.ready());
    }

    @BeforeEach
    void come() {
        goes = start("goes");
        goes.ready();
        accounts = IntStream.range(0, ACCOUNTS).mapToObj(_ -> teller.open("1")).toList();
        awaitShared();
    }

    @AfterEach
    void go() {
        goes.close();
    }

    @AfterAll
    static void stop() {
        stays.close();
        commands.close();
        broker.close();
    }

    private static ServiceUnderTest start(String name) {
        return ServiceUnderTest.start(
                ProjectionService.NAME,
                broker.bootstrap(),
                folder,
                Map.of(
                        Setting.INSTANCE_ID,
                        name,
                        Setting.DATA_DIR,
                        folder.resolve(name).toString()));
    }

    /** Each has some partitions, and a copy of the other's that knows how old it is. */
    private void awaitShared() {
        Awaitility.await().atMost(COMES_BACK_WITHIN).untilAsserted(() -> {
            Set<String> instances = new HashSet<>();
            views.query("projections")
                    .json()
                    .required("projections")
                    .forEach(each -> instances.add(each.required("instance").asText()));
            assertThat(instances).hasSize(2).doesNotContain("null");
            allHave(views, 1);
        });
    }

    /** All accounts are answered with that version, without waiting for it. */
    private void allHave(Teller at, long version) {
        accounts.forEach(account -> {
            Answer answer = at.query("accounts/" + account);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().required("version").longValue()).isEqualTo(version);
        });
    }

    private void depositEverywhere() {
        accounts.forEach(
                account -> assertThat(teller.deposit(account, "1").status()).isEqualTo(200));
    }

    @Test
    void whatADeadInstanceHadIsAnsweredByACopyWithItsAgeAndSoonByTheOther() {
        try (var reader = AccountReader.ofCopiesToo(views, accounts)) {
            Awaitility.await().until(() -> reader.reads() > 2 * ACCOUNTS);

            goes.process().kill();
            depositEverywhere();

            Awaitility.await().atMost(COMES_BACK_WITHIN).untilAsserted(() -> allHave(views, 2));
            assertThat(reader.failures).isEmpty();
            assertThat(reader.oldestSeconds()).isPositive();
        }
        accounts.forEach(account -> assertThat(
                        views.query("accounts/" + account, "Prefer", "stale-ok").header("Age"))
                .isEqualTo("0"));
    }

    @Test
    void anInstanceThatStoodStillAnswersNothingThatIsPast() {
        var other = new Teller(new Client(goes.base()));
        allHave(other, 1);
        try (var reader = AccountReader.ofCopiesToo(views, accounts)) {
            goes.process().pause();
            depositEverywhere();
            Awaitility.await().atMost(COMES_BACK_WITHIN).untilAsserted(() -> allHave(views, 2));
            assertThat(reader.failures).isEmpty();
        }
        List<CompletableFuture<Answer>> whileItStood = new ArrayList<>();
        accounts.forEach(account -> whileItStood.add(
                CompletableFuture.supplyAsync(() -> other.query("accounts/" + account), Thread::startVirtualThread)));

        goes.process().goOn();

        whileItStood.stream().map(CompletableFuture::join).forEach(SeveralViewsTest::assertNotPast);
        Awaitility.await().atMost(COMES_BACK_WITHIN).untilAsserted(() -> {
            List<Answer> answers = accounts.stream()
                    .map(account -> other.query("accounts/" + account))
                    .toList();
            answers.forEach(SeveralViewsTest::assertNotPast);
            assertThat(answers).allMatch(answer -> answer.status() == 200);
        });
    }

    private static void assertNotPast(Answer answer) {
        if (answer.status() == 503) {
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().required("version").longValue()).isEqualTo(2);
        }
    }
}
