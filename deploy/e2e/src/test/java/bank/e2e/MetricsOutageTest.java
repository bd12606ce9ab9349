package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches the bank sees most when Kafka is away. */
class MetricsOutageTest {

    private static final String LAG = "bank_projection_lag_records{";

    /** The question's bound of a second, and some for a busy machine. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

    private static final Duration ASKED_IN_VAIN = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void aScrapeIsAnsweredWithTheLastKnownLagWhileKafkaIsAway() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var kafka = FragileKafka.start(folder.resolve("kafka"));
                var views = ServiceUnderTest.start(ProjectionService.NAME, kafka.bootstrap(), folder, Map.of())) {
            Client client = views.ready();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(client.get("/metrics").body()).contains(LAG));

            kafka.stop();
            // Long enough for it to ask in vain, and to ask again.
            Awaitility.await()
                    .during(ASKED_IN_VAIN)
                    .atMost(ASKED_IN_VAIN.multipliedBy(3))
                    .untilAsserted(() -> {
                        Answer answer = assertTimeout(ANSWERED_WITHIN, () -> client.get("/metrics"));
                        assertThat(answer.status()).isEqualTo(200);
                        assertThat(answer.body()).contains(LAG, "jvm_memory_used_bytes");
                    });
            kafka.startAgain();
        }
    }
}
