package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that run from the images die, leave and stand still while callers work: nothing is lost or doubled, and every
 * read is answered. How long callers waited is logged.
 */
@Tag("containers")
class InstancesTest {

    private static final Logger LOG = LoggerFactory.getLogger(InstancesTest.class);

    /** A group looks every minute whether an instance that came may have more. */
    private static final Duration SHARED_WITHIN = Duration.ofMinutes(3);

    private static Containers containers;
    private static Teller teller;

    private Business business;

    @BeforeAll
    static void start() {
        containers = Containers.start(1, "command-1", "command-2", "saga-1", "saga-2", "projection-1", "projection-2");
        teller = new Teller(new Client(containers.base()));
    }

    @AfterAll
    static void stop() {
        containers.close();
    }

    @BeforeEach
    void callersWork() {
        awaitViewsShared();
        business = Business.start(teller);
        business.longestWait();
    }

    /** Each of both instances has some partitions of the views. */
    private static void awaitViewsShared() {
        Awaitility.await().atMost(SHARED_WITHIN).untilAsserted(() -> {
            Set<String> instances = new HashSet<>();
            for (JsonNode each : teller.query("projections").json().path("projections")) {
                instances.add(each.path("instance").asText("null"));
            }
            assertThat(instances).hasSize(2).doesNotContain("null");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-1", "saga-1", "projection-1"})
    void nothingIsLostAndEveryReadIsAnsweredThoughAnInstanceIsKilled(String instance) {
        try (var reader = AccountReader.ofCopiesToo(teller, business.accounts())) {
            containers.kill(instance);
            business.goesOn();
            log("killed", instance, reader);

            containers.startAgain(instance);
            containers.awaitHealthy(instance);
            business.goesOn();
            assertThat(reader.failures).isEmpty();
        }
        business.assertNothingIsLostOrDoubled();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"command-2", "saga-2", "projection-2"})
    void nothingIsLostAndEveryReadIsAnsweredThoughAnInstanceStandsStillUntilOthersHaveItsPartitions(String instance) {
        try (var reader = AccountReader.ofCopiesToo(teller, business.accounts())) {
            containers.pause(instance);
            business.goesOn();
            log("paused", instance, reader);

            containers.goOn(instance);
            business.goesOn();
            containers.awaitHealthy(instance);
            assertThat(reader.failures).isEmpty();
        }
        business.assertNothingIsLostOrDoubled();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"command-1", "saga-1", "projection-1"})
    void nothingIsLostAndEveryReadIsAnsweredThoughAnInstanceLeavesAndComesBack(String instance) {
        try (var reader = AccountReader.ofCopiesToo(teller, business.accounts());
                var patient = AccountReader.ofViews(teller, business.accounts())) {
            containers.stop(instance);
            business.goesOn();
            log("stopped", instance, patient);

            containers.startAgain(instance);
            containers.awaitHealthy(instance);
            business.goesOn();
            log("came back", instance, patient);
            assertThat(reader.failures).isEmpty();
            assertThat(patient.failures).isEmpty();
        }
        business.assertNothingIsLostOrDoubled();
    }

    private void log(String fault, String instance, AccountReader reader) {
        LOG.atInfo()
                .addKeyValue("fault", fault)
                .addKeyValue("instance", instance)
                .addKeyValue("command_ms", business.longestWait().toMillis())
                .addKeyValue("read_ms", reader.longestWait().toMillis())
                .addKeyValue("age_seconds", reader.oldestSeconds())
                .log("The longest that a caller waited");
    }
}
