package bank.e2e;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A bank that is no process of the tests: one that runs already, or one from the images. */
final class Deployed {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private Deployed() {}

    /** The one that the run of the tests names: by its address, or as the images. */
    static Optional<Bank> bank() {
        String url = System.getProperty("bank.url", "");
        if (!url.isEmpty()) {
            Bank bank = Bank.at(URI.create(url), System.getProperty("bank.kafka", ""));
            Awaitility.await()
                    .atMost(READY_WITHIN)
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> bank.client().get("/health/ready").status() == 200);
            return Optional.of(bank);
        }
        if (!Boolean.getBoolean("bank.images")) {
            return Optional.empty();
        }
        Containers containers = Containers.start(1, "command-1", "saga-1", "projection-1");
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(containers::close));
        return Optional.of(Bank.at(containers.base(), containers.kafka()));
    }
}
