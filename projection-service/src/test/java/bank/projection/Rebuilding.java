package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.projection.RunningViews.Got;
import bank.projection.view.Changelog;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** What an operator sees of a rebuild. */
final class Rebuilding {

    static final String REBUILD = "/api/queries/projections/rebuild";
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant MORNING = Instant.parse("2026-05-04T10:00:00Z");
    private static final StreamId ALICE = new StreamId("main", "account", "acc-alice");

    private Rebuilding() {}

    static JsonNode projections(RunningViews views) {
        Got got = views.get("/api/queries/projections");
        assertThat(got.status()).isEqualTo(200);
        return got.body();
    }

    static String generation(RunningViews views) {
        return projections(views).required("generation").textValue();
    }

    static JsonNode awaitPhase(RunningViews views, String phase) {
        return await().atMost(LIMIT).until(() -> projections(views).path("rebuild"), rebuild -> {
            assertThat(rebuild.path("phase").asText()).isNotEqualTo("failed");
            return rebuild.path("phase").asText().equals(phase);
        });
    }

    static void assertBalance(RunningViews views, int version, int balance) {
        Got got = views.get("/api/queries/accounts/acc-alice?min_version=" + version, "Prefer", "wait=10");
        assertThat(got.status()).as(got.response().body()).isEqualTo(200);
        assertThat(got.body().required("balance").intValue()).isEqualTo(balance);
    }

    /** An account that has 105, of which views in a folder other than that one believe that it has 905. */
    static void falsifiedAlice(TestKafka kafka, Path folder, Publisher publisher) {
        int form;
        try (var views = RunningViews.start(kafka, folder)) {
            TestAccount.open("acc-alice", "Alice", 100, MORNING, publisher, views.keys)
                    .deposit(5);
            TestAccount.open("acc-bob", "Bob", 7, MORNING, publisher, views.keys);
            assertBalance(views, 2, 105);
            form = views.form;
        }
        new Changelog(kafka, form).falsify(ALICE, 2, "105", "905");
    }

    /** Of the views' generations there are the group, the changelog and the folder of this one alone. */
    static void awaitOnlyTheTracesOf(TestKafka kafka, String generation, Path data) throws Exception {
        String application = kafka.topics().prefix() + "-projection-" + generation.replaceAll("\\.1$", "");
        try (var admin = Admin.create(kafka.kafka().admin())) {
            await().atMost(LIMIT).untilAsserted(() -> {
                String ours = kafka.topics().prefix() + "-projection-";
                Set<String> groups = admin.listGroups().all().get().stream()
                        .map(group -> group.groupId())
                        .filter(group -> group.startsWith(ours))
                        .collect(Collectors.toSet());
                assertThat(groups).containsExactly(application);
                assertThat(admin.listTopics().names().get())
                        .filteredOn(topic -> topic.startsWith(ours))
                        .containsExactly(application + "-views-changelog");
                assertThat(folders(kafka, data)).containsExactly(application);
            });
        }
    }

    private static Set<String> folders(TestKafka kafka, Path data) throws Exception {
        try (var all = Files.walk(data, 3)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(kafka.topics().prefix()))
                    .collect(Collectors.toSet());
        }
    }
}
