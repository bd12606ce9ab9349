package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see and are woken by is made of what the bank really measures, and each alert says what to do. */
class ObservedTest {

    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Pattern SERIES = Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern ALERT_HEADING = Pattern.compile("^### (Bank\\w+)$", Pattern.MULTILINE);
    /** What Prometheus itself adds to each series that it scrapes, and the one that it makes. */
    private static final Set<String> ADDED = Set.of("instance", "job");

    private static final Bank BANK = Bank.shared();

    @BeforeAll
    static void somethingHasHappened() {
        Teller teller = Teller.of(BANK);
        teller.transfer(teller.open("10"), teller.open("0"), "1");
        Awaitility.await().until(() -> measured().containsKey("bank_projection_lag_records"));
    }

    /** The labels of each metric that a scrape shows. */
    private static Map<String, Set<String>> measured() {
        Map<String, Set<String>> measured = new HashMap<>(Map.of("up", new HashSet<>()));
        for (MatchResult series :
                SERIES.matcher(BANK.client().get("/metrics").body()).results().toList()) {
            Set<String> labels = measured.computeIfAbsent(series.group(1), _ -> new HashSet<>());
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        measured.values().forEach(labels -> labels.addAll(ADDED));
        return measured;
    }

    private static void assertMeasured(String expression) {
        Map<String, Set<String>> measured = measured();
        var asked = new PromQl(expression);
        assertThat(asked.metrics()).as(expression).isNotEmpty().isSubsetOf(measured.keySet());
        Set<String> labels = new HashSet<>();
        asked.metrics().forEach(metric -> labels.addAll(measured.getOrDefault(metric, Set.of())));
        assertThat(asked.labels()).as(expression).isSubsetOf(labels);
    }

    @Test
    void everyAlertAsksForWhatIsMeasured() throws IOException {
        assertThat(Observed.alerts())
                .hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertMeasured(alert.path("expr").asText()));
    }

    @Test
    void everyPanelShowsWhatIsMeasured() throws IOException {
        assertThat(Observed.panels()).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("description").asText()).isNotEmpty();
            assertThat(Observed.stream(panel.path("targets")))
                    .isNotEmpty()
                    .allSatisfy(target -> assertMeasured(target.path("expr").asText()));
        });
    }

    @Test
    void everyMetricOfTheBankIsShownOrWakesSomebody() throws IOException {
        Set<String> used = new TreeSet<>();
        Stream.concat(
                        Observed.alerts().stream().map(alert -> alert.path("expr")),
                        Observed.panels().stream()
                                .flatMap(panel -> Observed.stream(panel.path("targets")))
                                .map(target -> target.path("expr")))
                .forEach(expression -> used.addAll(new PromQl(expression.asText()).metrics()));

        List<String> documented = Pattern.compile("^\\| `(bank_\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../../docs/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(documented)
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(used).anyMatch(name -> name.startsWith(metric)));
    }

    @Test
    void theOperationsPageSaysOfEachAlertWhatItMeansAndWhatToDo() throws IOException {
        List<String> headings = ALERT_HEADING
                .matcher(Files.readString(PAGE))
                .results()
                .map(heading -> heading.group(1))
                .toList();
        List<JsonNode> alerts = Observed.alerts();

        assertThat(alerts).extracting(alert -> alert.path("alert").asText()).containsExactlyElementsOf(headings);
        assertThat(alerts).allSatisfy(alert -> {
            String anchor = alert.path("alert").asText().toLowerCase(Locale.ROOT);
            assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo("docs/operations.md#" + anchor);
            assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
        });
    }

    @Test
    void theDashboardIsWholeAndFindsItsSource() throws IOException {
        JsonNode panels = Observed.dashboard().path("panels");
        assertThat(Observed.stream(panels).map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
        Set<String> squares = new HashSet<>();
        Observed.stream(panels).map(panel -> panel.path("gridPos")).forEach(place -> {
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(x).isBetween(0, 23);
                    assertThat(squares.add(x + "," + y))
                            .as("Nothing else is at %s,%s", x, y)
                            .isTrue();
                }
            }
        });
        assertThat(Observed.yaml("grafana/provisioning/datasources/prometheus.yml")
                        .at("/datasources/0/type")
                        .asText())
                .isEqualTo("prometheus");
        assertThat(Observed.yaml("grafana/provisioning/dashboards/bank.yml")
                        .at("/providers/0/type")
                        .asText())
                .isEqualTo("file");
    }

    @Test
    void prometheusScrapesAllServicesAndReadsTheRules() throws IOException {
        JsonNode prometheus = Observed.yaml("prometheus.yml");

        assertThat(prometheus.at("/rule_files/0").asText()).isEqualTo("rules/bank.yml");
        assertThat(prometheus.at("/scrape_configs/0/job_name").asText()).isEqualTo("bank");
        assertThat(Observed.stream(prometheus.at("/scrape_configs/0/dns_sd_configs/0/names"))
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder("command-service", "saga-service", "projection-service");
    }
}
