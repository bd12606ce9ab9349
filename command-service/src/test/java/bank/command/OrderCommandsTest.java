package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCommandsTest {

    private static final String ORDERS = "/api/commands/orders";
    private static final String LINE = "{\"product_id\":512,\"quantity\":3,\"price\":\"56.66\"}";

    private final TestBank bank = TestBank.shared();

    private String create() {
        String id =
                json(bank.post(ORDERS, "{\"user_id\":1}")).required("order_id").textValue();
        return ORDERS + "/" + id;
    }

    private static String error(HttpResponse<String> answer) {
        return json(answer).path("error").asText();
    }

    @Test
    void anOrderGetsLinesAndGoesFromAnyStatusToAny() {
        HttpResponse<String> created = bank.post(ORDERS, "{\"user_id\":1}");
        String order = ORDERS + "/" + json(created).required("order_id").textValue();
        HttpResponse<String> line = bank.post(order + "/lines", LINE);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).required("order_id").textValue()).startsWith("ord-");
        assertThat(json(line).at("/event/data").toString())
                .isEqualTo("{\"product_id\":512,\"quantity\":3,\"price\":56.66}");
        for (String status : new String[] {"confirmed", "paid", "shipped", "new", "new"}) {
            HttpResponse<String> set = bank.post(order + "/status", "{\"status\":\"" + status + "\"}");
            assertThat(json(set).at("/event/data/status").textValue()).isEqualTo(status);
        }
    }

    @Test
    void anOrderThatIsDiscardedIsNotFound() {
        String order = create();
        HttpResponse<String> discarded = bank.post(order + "/discard", "");

        assertThat(json(discarded).at("/event/type").textValue()).isEqualTo("OrderDiscarded");
        for (HttpResponse<String> answer : java.util.List.of(
                bank.post(order + "/lines", LINE),
                bank.post(order + "/status", "{\"status\":\"paid\"}"),
                bank.post(order + "/discard", ""),
                bank.post(order + "/discard", "", "If-Match", "\"2\""))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(error(answer)).isEqualTo("Order not found");
        }
    }

    @Test
    void aLineComesOnceUnderItsKey() {
        String lines = create() + "/lines";
        HttpResponse<String> first = bank.post(lines, LINE, "Idempotency-Key", "line");
        HttpResponse<String> again =
                bank.post(lines, "{\"price\":56.66,\"quantity\":3,\"product_id\":512}", "Idempotency-Key", "line");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(bank.post(lines, LINE.replace("512", "513"), "Idempotency-Key", "line")
                        .statusCode())
                .isEqualTo(422);
        assertThat(bank.post(lines, LINE).headers().firstValue("ETag")).contains("\"3\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/product_id|-1|It must be a whole number from 0 to 9007199254740991",
                "/product_id|9007199254740992|It must be a whole number from 0 to 9007199254740991",
                "/product_id|\"512\"|It must be a whole number from 0 to 9007199254740991",
                "/quantity|0|It must be a whole number from 1 to 1000000",
                "/quantity|1.5|It must be a whole number from 1 to 1000000",
                "/quantity|1000001|It must be a whole number from 1 to 1000000",
                "/quantity|4294967297|It must be a whole number from 1 to 1000000",
                "/price|-0.01|It must not be negative",
                "/price|0.001|It must have at most two decimals",
                "/price|10000000000000.01|It must be at most 10000000000000",
                "/price|true|It must be a number, or a text that is a decimal number"
            })
    void aLineIsOfItsForm(String pointer, String value, String fault) {
        String field = "\"" + pointer.substring(1) + "\":";
        HttpResponse<String> refused =
                bank.post(create() + "/lines", LINE.replaceFirst(field + "[^,}]+", field + value));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/pointer").textValue()).isEqualTo(pointer);
        assertThat(error(refused)).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user_id\":null}", "{\"user_id\":-1}", "{\"user_id\":1.5}", "{\"user_id\":{}}"})
    void anOrderIsSomebodys(String body) {
        assertThat(json(bank.post(ORDERS, body)).at("/errors/0/pointer").textValue())
                .isEqualTo("/user_id");
    }

    @Test
    void aStatusIsOneOfFour() {
        assertThat(error(bank.post(create() + "/status", "{\"status\":\"NEW\"}")))
                .isEqualTo("It must be one of new, paid, confirmed, shipped");
    }

    @Test
    void anOrderThatWasNeverThereIsNotFound() {
        assertThat(error(bank.post(ORDERS + "/ord-nobody/discard", ""))).isEqualTo("Order not found");
    }
}
