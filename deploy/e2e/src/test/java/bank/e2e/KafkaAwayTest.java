package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import bank.command.CommandService;
import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said while Kafka is away, to those who ask and to those who watch. */
@Order(1)
class KafkaAwayTest {

    private static final Pattern CONNECTIONS =
            Pattern.compile("^kafka_producer_connection_count\\{.*} (\\S+)$", Pattern.MULTILINE);
    private static final String LAG = "bank_projection_lag_records{";
    private static final Duration NOTICES_WITHIN = Duration.ofSeconds(30);

    /** The question's bound of a second, and some for a busy machine. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

    private static final Duration ASKED_IN_VAIN = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;

    private static FragileKafka kafka;
    private static List<ServiceUnderTest> services;
    private static List<Client> all;
    private static Client views;

    @BeforeAll
    static void start() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        kafka = FragileKafka.start(folder.resolve("kafka"));
        services = List.of(service(CommandService.NAME), service(SagaService.NAME), service(ProjectionService.NAME));
        all = services.stream().map(ServiceUnderTest::ready).toList();
        views = all.getLast();
    }

    private static ServiceUnderTest service(String name) {
        return ServiceUnderTest.start(name, kafka.bootstrap(), folder, Map.of());
    }

    @AfterEach
    void goOn() {
        kafka.startAgain();
        services.forEach(ServiceUnderTest::ready);
        assertListedSoon();
    }

    @AfterAll
    static void stop() {
        services.forEach(ServiceUnderTest::close);
        kafka.close();
    }

    /** Who does not hear of Kafka does not know whether others have gone on. */
    @Test
    void queriesAreTurnedAwayUnlessTheyTakeWhatIsOldAndGoOnAfterwards() {
        assertListedSoon();

        kafka.stop();

        Awaitility.await().atMost(NOTICES_WITHIN).untilAsserted(() -> {
            Answer answer = list();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        });
        Answer old = list("Prefer", "stale-ok");
        assertThat(old.status()).isEqualTo(200);
        assertThat(Integer.parseInt(old.header("Age"))).isPositive();
    }

    private static void assertListedSoon() {
        Awaitility.await()
                .atMost(NOTICES_WITHIN)
                .untilAsserted(() -> assertThat(list().status()).isEqualTo(200));
    }

    private static Answer list(String... headers) {
        return views.get("/api/queries/accounts", headers);
    }

    /** Whoever watches the bank sees most then. */
    @Test
    void aScrapeIsAnsweredWithTheLastKnownLag() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(views.get("/metrics").body()).contains(LAG));

        kafka.stop();

        // Long enough for it to ask in vain, and to ask again.
        Awaitility.await()
                .during(ASKED_IN_VAIN)
                .atMost(ASKED_IN_VAIN.multipliedBy(3))
                .untilAsserted(() -> {
                    Answer answer = assertTimeout(ANSWERED_WITHIN, () -> views.get("/metrics"));
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).contains(LAG, "jvm_memory_used_bytes");
                });
    }

    /** What the alert counts on. */
    @Test
    void anInstanceHasConnectionsUntilThenAndThenNone() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(client -> assertThat(connections(client)).anyMatch(count -> !count.equals("0.0"))));

        kafka.stop();

        Awaitility.await()
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(client ->
                                assertThat(connections(client)).isNotEmpty().containsOnly("0.0")));
    }

    private static List<String> connections(Client client) {
        return CONNECTIONS
                .matcher(client.get("/metrics").body())
                .results()
                .map(series -> series.group(1))
                .toList();
    }
}
