package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.kit.TestKafka;
import bank.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever collects spans sees the way of a request, over every topic to the views. */
class SpansTest {

    private static final AtomicInteger TRACES = new AtomicInteger();
    private static final String CALLER = "00f067aa0ba902b7";
    private static final AttributeKey<String> AGGREGATE = AttributeKey.stringKey("bank.aggregate_id");
    private static final InMemorySpanExporter COLLECTOR = InMemorySpanExporter.create();

    @TempDir
    private static Path folder;

    private static ServicesHere services;
    private static Teller teller;

    /** Each test has its own. */
    private final String trace = "%032x".formatted(TRACES.incrementAndGet());

    private final String sampled = "00-" + trace + "-" + CALLER + "-01";

    @BeforeAll
    static void start() {
        var spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(COLLECTOR))
                .build();
        var tracing =
                Tracing.to(OpenTelemetrySdk.builder().setTracerProvider(spans).build());
        services = ServicesHere.start(TestKafka.withPartitions(2), folder, Aggregates.BANK, tracing);
        teller = new Teller(new Client(services.base()));
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    private List<SpanData> spans() {
        return COLLECTOR.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    @Test
    void aTransferIsOneTraceFromItsRequestOverAllItsSteps() {
        String from = teller.open("100");
        String to = teller.open("0");

        assertThat(teller.transfer(from, to, "30", "traceparent", sampled).status())
                .isEqualTo(200);

        List<String> steps = List.of(
                "POST /api/commands/transfers",
                "decide StartTransfer",
                "decide WithdrawForTransfer",
                "decide DepositForTransfer",
                "decide CompleteTransfer",
                "fold TransferStarted",
                "fold MoneyWithdrawn",
                "fold MoneyDeposited",
                "fold TransferCompleted");
        await().untilAsserted(
                        () -> assertThat(spans()).extracting(SpanData::getName).containsAll(steps));
        Map<String, SpanData> byId = new HashMap<>();
        spans().forEach(span -> byId.put(span.getSpanId(), span));
        SpanData request = spans().getFirst();
        assertThat(request.getName()).isEqualTo(steps.getFirst());
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getParentSpanId()).isEqualTo(CALLER);
        assertThat(spans().stream().skip(1)).allSatisfy(span -> {
            assertThat(byId).containsKey(span.getParentSpanId());
            assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        });
    }

    @Test
    void theEventNamesTheSpanThatDecidedOnIt() {
        String account = teller.open("100");

        var answer = teller.deposit(account, "30", "traceparent", sampled);

        await().until(() -> spans().size() >= 2);
        SpanData decided = spans().stream()
                .filter(span -> span.getName().equals("decide Deposit"))
                .findFirst()
                .orElseThrow();
        assertThat(answer.json().at("/event/traceparent").textValue())
                .isEqualTo("00-" + trace + "-" + decided.getSpanId() + "-01");
    }

    @Test
    void whatTheCallerDoesNotWantSampledIsPassedOnAndNotCollected() {
        String unsampled = "00-" + trace + "-" + CALLER + "-00";

        var answer = teller.client().post(Teller.ACCOUNTS, "{\"owner\": \"Alice\"}", "traceparent", unsampled);

        assertThat(answer.json().at("/event/traceparent").textValue())
                .startsWith("00-" + trace)
                .endsWith("-00");
        awaitSpansOfAllThatCameBefore();
        assertThat(spans()).isEmpty();
    }

    /** What was folded before this account's event has had its span by then, if it was to have one. */
    private void awaitSpansOfAllThatCameBefore() {
        List<String> accounts =
                IntStream.range(0, 8).mapToObj(_ -> teller.open("1")).toList();
        await().until(() -> accounts.stream()
                .allMatch(account -> COLLECTOR.getFinishedSpanItems().stream()
                        .anyMatch(span -> span.getName().equals("fold AccountOpened")
                                && account.equals(span.getAttributes().get(AGGREGATE)))));
    }

    /** Not by the contract, which does not know what instances ask each other. */
    private void get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(services.base().resolve(path))
                    .header("traceparent", sampled)
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/metrics", "/internal/news?wait=0"})
    void whatWatchesTheBankAndWhatInstancesAskEachOtherIsNoTrace(String path) throws Exception {
        get(path);
        get("/openapi.json");

        await().until(() -> !spans().isEmpty());
        assertThat(spans()).extracting(SpanData::getName).containsExactly("GET /openapi.json");
    }
}
