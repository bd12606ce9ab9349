package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.BegunRequest;
import bank.kit.Contract;
import bank.kit.EventStream;
import bank.kit.EventStream.Sent;
import bank.kit.TestKafka;
import bank.projection.RunningViews.Got;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the feed gets each event once, over broken connections, restarts and rebuilds, and holds up nobody. */
@Timeout(60)
class FeedStreamTest {

    private static final String STREAM = "/api/queries/feed/stream";

    @TempDir
    Path first;

    @TempDir
    Path second;

    private TestKafka kafka;
    private Publisher publisher;
    private RunningViews views;

    @BeforeEach
    void open() {
        kafka = TestKafka.withPartitions(2);
        publisher = new Publisher(kafka);
        views = RunningViews.start(kafka, first);
    }

    @AfterEach
    void close() {
        views.close();
        publisher.close();
    }

    private TestAccount account(String id) {
        return TestAccount.open(id, "Alice", 1, Instant.now(), publisher, views.keys);
    }

    @Test
    void whoReconnectsGoesOnWhereHeWas() {
        for (int i = 0; i < 5; i++) {
            account("acc-" + i).deposit(1).deposit(2);
        }
        List<Sent> all = new ArrayList<>();
        String[] from = {};
        while (all.size() < 15) {
            try (var stream = EventStream.open(views.address(STREAM), from)) {
                all.addAll(stream.next(5));
            }
            from = new String[] {"Last-Event-ID", all.getLast().id()};
        }

        assertThat(all).extracting(Sent::data).doesNotHaveDuplicates().hasSize(15);
        assertThat(all).extracting(Sent::type).containsOnly("AccountOpened", "MoneyDeposited");
        all.forEach(sent -> Contract.BANK.checkForm("FeedEvent", sent.data()));
        JsonNode opened = Json.read(all.getFirst().data(), JsonNode.class);
        assertThat(opened.required("data").required("owner").textValue()).isEqualTo("Alice");
    }

    @Test
    void whatHappensComesAtOnce() {
        try (var stream = EventStream.open(views.address(STREAM + "?types=MoneyDeposited"))) {
            var account = account("acc-new");
            var polled =
                    CompletableFuture.supplyAsync(() -> views.get("/api/queries/feed?types=MoneyDeposited&wait=30"));
            account.deposit(5);
            assertThat(stream.next(1).getFirst().type()).isEqualTo("MoneyDeposited");
            Got got =
                    polled.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
            assertThat(got.body().required("events").size()).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatStopsMakesNoMoreOfASnapshot() {
        account("acc-1");

        views.service.stopWaiting();

        assertThat(views.get("/api/queries/snapshot").status()).isEqualTo(503);
        views.close();
        views = RunningViews.start(kafka, first);
    }

    @Test
    void aServiceThatStopsEndsItsStreamsAtOnceAndAnswersAllWhoWait() throws IOException {
        account("acc-1");
        String end =
                views.get("/api/queries/feed?wait=10").body().required("next").textValue();
        try (var stream = EventStream.open(views.address(STREAM));
                var page = BegunRequest.get(views.address("/api/queries/feed?wait=30&after=" + end));
                var version = BegunRequest.get(
                        views.address("/api/queries/accounts/acc-1?min_version=9"), "Prefer: wait=30")) {
            assertThat(stream.next(1)).hasSize(1);

            var stopped = CompletableFuture.runAsync(views::close);

            stream.awaitEnd();
            assertThat(page.answer()).startsWith("HTTP/1.1 200 ").contains("{\"events\":[],\"next\":\"" + end + "\"}");
            assertThat(version.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("Retry-After: ");
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(3));
        }
        views = RunningViews.start(kafka, first);
    }

    @Test
    void aCursorIsGoodAfterARestartAndARebuild() {
        for (int i = 0; i < 3; i++) {
            account("acc-" + i).deposit(1);
        }
        JsonNode page = views.get("/api/queries/feed?limit=2&wait=10").body();
        List<JsonNode> events = new ArrayList<>();
        page.required("events").forEach(events::add);
        for (Path folder : List.of(first, second)) {
            views.close();
            views = RunningViews.start(kafka, folder);
            page = views.get("/api/queries/feed?limit=2&after="
                            + page.required("next").textValue())
                    .body();
            page.required("events").forEach(events::add);
        }
        assertThat(events)
                .extracting(event -> event.required("id").textValue())
                .doesNotHaveDuplicates()
                .hasSize(6);
    }
}
