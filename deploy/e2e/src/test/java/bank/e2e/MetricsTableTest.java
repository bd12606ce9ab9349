package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators read of the bank at {@code /metrics}. */
class MetricsTableTest {

    private static final Path PAGE = Path.of("../../docs/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(bank_\\w+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (bank_\\w+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LABELS = Pattern.compile("^(bank_\\w+)\\{([^}]*)}", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Bank BANK = Bank.shared();

    @BeforeAll
    static void somethingHasHappened() {
        Teller teller = Teller.of(BANK);
        String account = teller.open("10");
        teller.withdraw(account, "1000");
        teller.transfer(account, teller.open("0"), "1");
    }

    @Test
    void theDocumentedTableIsWhatTheBankShows() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isNotEmpty();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(shown(scrape())).as("As %s says", PAGE).isEqualTo(documented));
    }

    /** A histogram's greatest value is a gauge of its own, which the page names once for all. */
    private static Set<String> shown(String scrape) {
        return TYPE.matcher(scrape)
                .results()
                .filter(type -> !type.group(1).endsWith("_max"))
                .map(type -> type.group(1) + " " + type.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachMetricHasTheDocumentedLabels() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(PAGE)).results().toList();
        String scrape = scrape();
        for (MatchResult row : rows) {
            Set<String> documented = Pattern.compile("`(\\w+)`")
                    .matcher(row.group(3))
                    .results()
                    .map(label -> label.group(1))
                    .collect(Collectors.toSet());
            assertThat(labels(scrape, row.group(1))).as(row.group(1)).isEqualTo(documented);
        }
    }

    private static Set<String> labels(String scrape, String name) {
        return LABELS.matcher(scrape)
                .results()
                .filter(line -> line.group(1).matches(name + "(_bucket|_sum|_count)?"))
                .flatMap(line -> LABEL.matcher(line.group(2)).results().map(label -> label.group(1)))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toSet());
    }

    @Test
    void noLabelHoldsAnId() {
        Teller teller = Teller.of(BANK);
        String account = teller.open("10");
        assertThat(BANK.client().get("/api/queries/accounts/acc-nobody").status())
                .isEqualTo(404);
        assertThat(BANK.client().get("/" + account).status()).isEqualTo(404);

        String scrape = scrape();

        assertThat(scrape).doesNotContain(account, "acc-nobody");
        assertThat(scrape)
                .contains(
                        "route=\"/api/queries/accounts/{id}\",status=\"404\"",
                        "route=\"/api/commands/accounts\",status=\"201\"",
                        "route=\"none\",status=\"404\"");
    }

    @Test
    void commandsCountByTypeAndOutcome() {
        String rejected =
                "bank_commands_total{command=\"Withdraw\",outcome=\"rejected\",processor=\"command-service\",type=\"account\"} ";
        double before = value(rejected);

        Teller teller = Teller.of(BANK);
        teller.withdraw(teller.open("1"), "2");

        // Others use the same bank.
        assertThat(value(rejected)).isGreaterThanOrEqualTo(before + 1);
        assertThat(scrape()).contains("command=\"StartTransfer\",outcome=\"accepted\",processor=\"saga-service\"");
    }

    @Test
    void viewsSagasAndDeadLettersAreMeasured() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(value("bank_projection_lag_records{partition=\"0\",projection=\"account\"} "))
                    .isZero();
            assertThat(value("bank_sagas{state=\"ended\",type=\"transfer\"} ")).isGreaterThanOrEqualTo(1);
            assertThat(value("bank_sagas_overdue{type=\"transfer\"} ")).isZero();
            assertThat(value("bank_dead_letters_open ")).isNotNegative();
            assertThat(value("bank_views_ready ")).isEqualTo(1);
        });
    }

    @Test
    void kafkasClientsAreMeasuredToo() {
        assertThat(scrape())
                .contains("kafka_producer_record_send_total", "kafka_consumer_fetch_manager_", "kafka_stream_thread_");
    }

    private static double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theProcessIsMeasuredToo() {
        assertThat(scrape())
                .contains("jvm_memory_used_bytes", "jvm_gc_", "jvm_threads_live_threads", "process_cpu_usage");
    }

    private static String scrape() {
        Client.Answer answer = BANK.client().get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return answer.body();
    }
}
