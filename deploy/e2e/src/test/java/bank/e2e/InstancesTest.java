package bank.e2e;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that run from the images die and come back while callers work, and nothing is lost or doubled. */
@Tag("containers")
class InstancesTest {

    private static Containers containers;
    private static Teller teller;

    @BeforeAll
    static void start() {
        containers = Containers.start(1, "command-1", "command-2", "saga-1", "saga-2", "projection-1");
        teller = new Teller(new Client(containers.base()));
    }

    @AfterAll
    static void stop() {
        containers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-1", "saga-1", "projection-1"})
    void whatWasAnsweredIsThereOnceThoughAnInstanceIsKilled(String instance) {
        Business business = Business.start(teller);

        containers.kill(instance);
        containers.startAgain(instance);
        business.goesOn();

        containers.awaitHealthy(instance);
        business.assertNothingIsLostOrDoubled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-2", "saga-2"})
    void whatWasAnsweredIsThereOnceThoughAnInstanceStandsStillUntilOthersHaveItsPartitions(String instance) {
        Business business = Business.start(teller);

        containers.pause(instance);
        business.goesOn();
        containers.goOn(instance);
        business.goesOn();

        containers.awaitHealthy(instance);
        business.assertNothingIsLostOrDoubled();
    }

    @Test
    void whatWasAnsweredIsThereOnceThoughAnInstanceLeavesForGood() {
        Business business = Business.start(teller);

        containers.stop("command-1");
        business.goesOn();

        business.assertNothingIsLostOrDoubled();
        containers.startAgain("command-1");
        containers.awaitHealthy("command-1");
    }
}
