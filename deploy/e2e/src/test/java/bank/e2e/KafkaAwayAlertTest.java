package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.command.CommandService;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the alert for a Kafka that is away counts on. */
class KafkaAwayAlertTest {

    private static final Pattern CONNECTIONS =
            Pattern.compile("^kafka_producer_connection_count\\{.*} (\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void anInstanceHasConnectionsUntilKafkaIsAwayAndThenNone() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var kafka = FragileKafka.start(folder.resolve("kafka"));
                var commands = start(CommandService.NAME, kafka);
                var sagas = start(SagaService.NAME, kafka);
                var views = start(ProjectionService.NAME, kafka)) {
            List<Client> all = List.of(commands.ready(), sagas.ready(), views.ready());
            assertThat(all)
                    .allSatisfy(client -> assertThat(connections(client)).anyMatch(count -> !count.equals("0.0")));

            kafka.stop();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(all)
                            .allSatisfy(client ->
                                    assertThat(connections(client)).isNotEmpty().containsOnly("0.0")));
        }
    }

    private ServiceUnderTest start(String service, FragileKafka kafka) {
        return ServiceUnderTest.start(service, kafka.bootstrap(), folder, Map.of());
    }

    private static List<String> connections(Client client) {
        return CONNECTIONS
                .matcher(client.get("/metrics").body())
                .results()
                .map(series -> series.group(1))
                .toList();
    }
}
