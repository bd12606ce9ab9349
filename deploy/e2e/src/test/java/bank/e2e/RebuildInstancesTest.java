package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.e2e.Client.Answer;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.wire.Setting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances rebuild their views, and one of them is killed in the middle. */
@Order(1)
class RebuildInstancesTest {

    private static final int ACCOUNTS = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PROJECTIONS = "/api/queries/projections";
    private static final List<String> PHASES = List.of("building", "comparing", "switching", "switched");

    @TempDir
    private Path folder;

    private ServiceUnderTest start(EmbeddedBroker broker, String service, String name) {
        return ServiceUnderTest.start(
                service,
                broker.bootstrap(),
                folder,
                Map.of(
                        Setting.INSTANCE_ID,
                        name,
                        Setting.DATA_DIR,
                        folder.resolve(name).toString()));
    }

    @Test
    void theOneThatIsLeftEndsTheRebuildAndAnswersAll() {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var commands = start(broker, CommandService.NAME, "commands");
                var stays = start(broker, ProjectionService.NAME, "stays")) {
            var teller = new Teller(commands.ready());
            var views = new Teller(stays.ready());
            List<String> accounts =
                    IntStream.range(0, ACCOUNTS).mapToObj(_ -> teller.open("1")).toList();
            int version = 1;
            for (String phase : List.of("building", "switching")) {
                try (var goes = start(broker, ProjectionService.NAME, "goes");
                        var reader = AccountReader.ofViews(views, accounts)) {
                    Client other = goes.ready();
                    awaitShared(views);
                    String before = projections(views).required("generation").textValue();
                    assertThat(other.post(PROJECTIONS + "/rebuild", "").status())
                            .isEqualTo(202);
                    awaitPhaseFrom(views, phase, before);

                    goes.process().kill();

                    accounts.forEach(account ->
                            assertThat(teller.deposit(account, "1").status()).isEqualTo(200));
                    version++;
                    awaitPhaseFrom(views, "switched", before);
                    awaitAll(views, accounts, version);
                    assertThat(projections(views).required("generation").textValue())
                            .isNotEqualTo(before);
                    assertThat(reader.failures).isEmpty();
                }
            }
        }
    }

    private static JsonNode projections(Teller views) {
        return views.query("projections").json();
    }

    /** Each has some partitions. */
    private static void awaitShared(Teller views) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
            Set<String> instances = new HashSet<>();
            projections(views)
                    .required("projections")
                    .forEach(each -> instances.add(each.required("instance").asText()));
            assertThat(instances).hasSize(2).doesNotContain("null");
        });
    }

    /** That one, or one behind it, of the rebuild of another generation: some phases are short. */
    private static void awaitPhaseFrom(Teller views, String phase, String before) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> projections(views).path("rebuild"),
                        rebuild -> !rebuild.path("generation").asText().equals(before)
                                && PHASES.indexOf(rebuild.path("phase").asText()) >= PHASES.indexOf(phase));
    }

    /** All accounts are answered with that version, without waiting for it. */
    private static void awaitAll(Teller views, List<String> accounts, int version) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> accounts.forEach(account -> {
                    Answer answer = views.query("accounts/" + account);
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                    assertThat(answer.json().required("version").intValue()).isEqualTo(version);
                }));
    }
}
