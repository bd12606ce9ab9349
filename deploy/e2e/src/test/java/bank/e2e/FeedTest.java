package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.kit.Contract;
import bank.kit.EventStream;
import bank.kit.EventStream.Sent;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed of a whole bank that works. */
@Timeout(60)
class FeedTest {

    /** Of a stream that no other test opens. */
    private static final String TRACE = "f00d2f3577b34da6a3ce929d0e0e4736";

    private final Teller teller = Teller.of(Bank.shared());

    private static EventStream stream(String filter, String... headers) {
        return EventStream.open(Bank.shared().base().resolve("/api/queries/feed/stream?" + filter), headers);
    }

    @Test
    void aTransferShowsOnBothAccountsAndInItsSaga() {
        String from = teller.open("10");
        String to = teller.open("0");
        String saga = teller.transfer(from, to, "4").json().required("id").textValue();

        assertThat(typesOf(from, 4))
                .containsExactly("AccountOpened", "TransferInitiated", "MoneyWithdrawn", "TransferCompleted");
        assertThat(typesOf(to, 3)).containsExactly("AccountOpened", "MoneyDeposited", "TransferCompleted");
        assertThat(typesOf(saga, 5)).startsWith("TransferStarted", "WithdrawalMade", "DepositMade");
    }

    /** The types of its first so many events, read one by one. */
    private List<String> typesOf(String id, int count) {
        try (var stream = stream("aggregate_id=" + id)) {
            List<Sent> sent = stream.next(count);
            sent.forEach(event -> Contract.BANK.checkForm("FeedEvent", event.data()));
            assertThat(teller.query("feed?aggregate_id=" + id)
                            .json()
                            .required("events")
                            .size())
                    .isEqualTo(count);
            return sent.stream().map(Sent::type).toList();
        }
    }

    @Test
    void whoWasCutOffGoesOnWithTheNextEvent() {
        String account = teller.open("1");
        teller.deposit(account, "2");
        String filter = "aggregate_id=" + account;
        String last;
        try (var stream = stream(filter)) {
            last = stream.next(1).getLast().id();
        }
        try (var stream = stream(filter, "Last-Event-ID", last)) {
            assertThat(stream.next(1).getFirst().type()).isEqualTo("MoneyDeposited");
        }
        JsonNode page = teller.query("feed?" + filter + "&after=" + last).json();
        assertThat(Teller.texts(page.required("events"), "type")).containsExactly("MoneyDeposited");
    }

    @Test
    void aStreamIsOneLineInTheRequestLogOnceItHasEnded() {
        String account = teller.open("1");
        try (var stream = stream("aggregate_id=" + account, "traceparent", "00-" + TRACE + "-01f067aa0ba902b7-01")) {
            stream.next(1);
            assertThat(linesOfTheStream()).isEmpty();
        }
        await().until(() -> !linesOfTheStream().isEmpty());
        assertThat(linesOfTheStream()).hasSize(1);
    }

    private static List<String> linesOfTheStream() {
        return Bank.shared()
                .output()
                .lines()
                .filter(line -> line.contains("/api/queries/feed/stream") && line.contains(TRACE))
                .toList();
    }

    @Test
    void aProxyIsToldNotToGatherAStream() throws Exception {
        var request = HttpRequest.newBuilder(Bank.shared().base().resolve("/api/queries/feed/stream"));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            answer.body().close();
            client.shutdownNow();

            assertThat(answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        }
    }

    @Test
    void whoWaitsHearsOfWhatHappens() {
        String account = teller.open("1");
        String filter = "feed?types=MoneyWithdrawn&aggregate_id=" + account;
        var waiting = CompletableFuture.supplyAsync(
                () -> teller.query(filter + "&wait=20").json());
        teller.withdraw(account, "1");

        JsonNode event = waiting.join().required("events").required(0);
        assertThat(event.required("aggregate_id").textValue()).isEqualTo(account);
        assertThat(event.required("data").required("amount").intValue()).isEqualTo(1);
    }
}
