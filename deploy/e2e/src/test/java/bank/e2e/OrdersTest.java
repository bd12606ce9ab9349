package bank.e2e;

import static bank.e2e.Teller.error;
import static bank.e2e.Teller.fresh;
import static bank.e2e.Teller.texts;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders get lines, change their status and are discarded: the story of the seed about event sourcing in Python. */
@Tag("contract")
class OrdersTest {

    private static final String ORDERS = "/api/commands/orders";

    private final Teller teller = Teller.of(Bank.shared());
    private final Client client = teller.client();

    private String create(long user) {
        Answer created = client.post(ORDERS, "{\"user_id\": " + user + "}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.header("Location")).startsWith("/api/queries/orders/ord-");
        return created.json().required("order_id").textValue();
    }

    private static String line(long product, int quantity, String price) {
        return "{\"product_id\": %d, \"quantity\": %d, \"price\": %s}".formatted(product, quantity, price);
    }

    private Answer add(String order, String line, String... headers) {
        return client.post(ORDERS + "/" + order + "/lines", line, headers);
    }

    private Answer set(String order, String status, String... headers) {
        return client.post(ORDERS + "/" + order + "/status", "{\"status\": \"" + status + "\"}", headers);
    }

    private Answer discard(String order, String... headers) {
        return client.post(ORDERS + "/" + order + "/discard", "", headers);
    }

    private Answer order(String id, long version) {
        return teller.query("orders/" + id + "?min_version=" + version, "Prefer", "wait=20");
    }

    private long user() {
        return Math.floorMod(fresh("user-").hashCode(), Integer.MAX_VALUE);
    }

    @Test
    void anOrderOfTheSeedIsAsTheSeedTells() {
        String id = create(1);
        assertThat(order(id, 1).json().required("status").textValue()).isEqualTo("new");
        add(id, line(512, 1, "0.01"));
        add(id, line(614, 3, "\"56.66\""));
        set(id, "confirmed");
        set(id, "paid");
        Answer shipped = set(id, "shipped");

        assertThat(shipped.header("ETag")).isEqualTo("\"6\"");
        assertThat(order(id, 6).body())
                .isEqualTo("{\"id\":\"" + id + "\",\"user_id\":1,\"status\":\"shipped\",\"lines\":["
                        + "{\"product_id\":512,\"quantity\":1,\"price\":0.01},"
                        + "{\"product_id\":614,\"quantity\":3,\"price\":56.66}],\"total_price\":169.99,\"version\":6}");
        assertThat(texts(teller.query("orders/" + id + "/history").json().required("events"), "type"))
                .containsExactly(
                        "OrderCreated", "LineAdded", "LineAdded", "StatusChanged", "StatusChanged", "StatusChanged");
        assertThat(error(set(id, "lost"))).isEqualTo("It must be one of new, paid, confirmed, shipped");
    }

    @Test
    void anOrderThatIsDiscardedIsNowhereButInItsHistory() {
        long user = user();
        String kept = create(user);
        String gone = create(user);
        add(gone, line(1, 1, "1"));
        assertThat(discard(gone).header("ETag")).isEqualTo("\"3\"");
        order(kept, 1);

        Answer asked = order(gone, 3);

        assertThat(asked.status()).isEqualTo(404);
        assertThat(error(asked)).isEqualTo("Order not found");
        assertThat(teller.query("orders/" + gone).status()).isEqualTo(404);
        for (Answer refused : List.of(add(gone, line(1, 1, "1")), set(gone, "paid"), discard(gone))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(error(refused)).isEqualTo("Order not found");
        }
        assertThat(texts(teller.pages("orders", "user_id=" + user, 1), "id")).containsExactly(kept);
        assertThat(texts(teller.pages("orders", "", 1000), "id")).contains(kept).doesNotContain(gone);
        JsonNode history =
                teller.query("orders/" + gone + "/history?min_version=3").json();
        assertThat(history.required("order_id").textValue()).isEqualTo(gone);
        assertThat(texts(history.required("events"), "type"))
                .containsExactly("OrderCreated", "LineAdded", "OrderDiscarded");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void thePagesOfTheListAreTheWhole(int limit) {
        long user = user();
        List<String> mine = IntStream.range(0, 5).mapToObj(_ -> create(user)).toList();
        set(mine.get(1), "paid");
        order(mine.get(1), 2);
        mine.forEach(id -> order(id, 1));

        assertThat(texts(teller.pages("orders", "user_id=" + user, limit), "id"))
                .containsExactlyInAnyOrderElementsOf(mine);
        assertThat(texts(teller.pages("orders", "status=paid&user_id=" + user, limit), "id"))
                .containsExactly(mine.get(1));
        assertThat(texts(teller.pages("orders", "status=paid", limit), "id")).contains(mine.get(1));
        assertThat(teller.pages("orders", "status=shipped&user_id=" + user, limit))
                .isEmpty();
    }

    @Test
    void whatEveryCommandTakesOrdersTakeToo() {
        String id = create(1);
        String key = fresh("key-");
        Answer first = add(id, line(1, 2, "3"), "Idempotency-Key", key);
        Answer again = add(id, line(1, 2, "3.00"), "Idempotency-Key", key);
        Answer pending = set(id, "paid", "Prefer", "respond-async", "Idempotency-Key", fresh("key-"));

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(add(id, line(1, 3, "3"), "Idempotency-Key", key).status()).isEqualTo(422);
        assertThat(pending.status()).isEqualTo(202);
        Awaitility.await().untilAsserted(() -> {
            JsonNode outcome = client.get(pending.header("Location")).json();
            assertThat(outcome.at("/event/data/status").textValue()).isEqualTo("paid");
        });
        assertThat(discard(id, "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(discard(id, "If-Match", "\"3\"").status()).isEqualTo(200);
        assertThat(error(discard("ord-nobody"))).isEqualTo("Order not found");
        assertThat(error(teller.query("orders/ord-nobody/history"))).isEqualTo("Order not found");
    }

    @Test
    void anOrderHasAThousandLinesAndNoMoreAndItsTotalIsExact() {
        String id = create(1);
        List<CompletableFuture<Answer>> lines = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> client.postAsync(ORDERS + "/" + id + "/lines", line(i, i, "0.01")))
                .toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.join().status()).isEqualTo(200));

        Answer oneMore = add(id, line(1, 1, "1"));

        assertThat(oneMore.status()).isEqualTo(400);
        assertThat(error(oneMore)).isEqualTo("An order has at most 1000 lines");
        JsonNode order = order(id, 1001).json();
        assertThat(order.required("lines").size()).isEqualTo(1000);
        assertThat(order.required("total_price").decimalValue()).isEqualByComparingTo(new BigDecimal("5005"));
    }
}
