package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of three brokers one may be away and commands go on; with two away nothing is written, and nothing is lost. */
@Tag("containers")
class BrokersTest {

    private static final Logger LOG = LoggerFactory.getLogger(BrokersTest.class);
    private static final Duration SERVED_WITHIN = Duration.ofMinutes(2);
    private static final Set<Integer> REFUSED = Set.of(503, 504);

    private static Containers containers;
    private static Teller teller;

    private Business business;

    @BeforeAll
    static void start() {
        containers = Containers.start(3, "command-1", "saga-1", "projection-1", "projection-2");
        teller = new Teller(new Client(containers.base()));
    }

    @AfterAll
    static void stop() {
        containers.close();
    }

    @BeforeEach
    void callersWork() {
        containers.awaitReplicated();
        business = Business.start(teller);
        business.longestWait();
    }

    @Tag("long")
    @Test
    void commandsGoOnWithOneBrokerStopped() {
        containers.stop("kafka-3");
        business.goesOn();
        log("stopped");

        containers.startAgain("kafka-3");
        business.goesOn();
        business.assertNothingIsLostOrDoubled();
    }

    @Tag("long")
    @Test
    void commandsGoOnWithOneBrokerKilled() {
        containers.kill("kafka-1");
        business.goesOn();
        log("killed");

        containers.startAgain("kafka-1");
        business.goesOn();
        business.assertNothingIsLostOrDoubled();
    }

    @Test
    void writesAreRefusedWithTwoBrokersAwayAndGoOnByThemselvesWhenTheyAreBack() {
        String account = teller.open("5");
        List<String> keys = List.of(Teller.fresh("key-"), Teller.fresh("key-"), Teller.fresh("key-"));
        try (var reader = AccountReader.ofCopiesToo(teller, business.accounts())) {
            containers.stop("kafka-3");
            containers.kill("kafka-2");
            assertThat(keys).allSatisfy(key -> {
                Answer refused = deposit(account, key);
                assertThat(refused.status()).as(refused.body()).isIn(REFUSED);
            });
            assertThat(reader.failures).isEmpty();

            containers.startAgain("kafka-2");
            containers.startAgain("kafka-3");
            keys.forEach(key -> Awaitility.await()
                    .atMost(SERVED_WITHIN)
                    .until(() -> deposit(account, key), answer -> !REFUSED.contains(answer.status())));
            business.goesOn();
            log("two away");
            assertThat(reader.failures).isEmpty();
        }
        business.assertNothingIsLostOrDoubled();
        assertThat(teller.balance(account, 1 + keys.size())).isEqualByComparingTo("8");
    }

    private static Answer deposit(String account, String key) {
        return teller.deposit(account, "1", "Idempotency-Key", key);
    }

    private void log(String fault) {
        LOG.atInfo()
                .addKeyValue("fault", fault)
                .addKeyValue("command_ms", business.longestWait().toMillis())
                .log("The longest that a caller waited");
    }
}
