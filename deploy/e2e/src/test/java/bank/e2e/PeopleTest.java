package bank.e2e;

import static bank.e2e.Teller.error;
import static bank.e2e.Teller.fresh;
import static bank.e2e.Teller.texts;
import static bank.e2e.Teller.version;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People are entered, marry, move, and are looked at: the story of the first seed about them. */
@Tag("contract")
class PeopleTest {

    private static final String PEOPLE = "/api/commands/people";
    private static final String SQUARE = "{\"street\":\"1 Square\",\"city\":\"London\"}";
    private static final String LANE = "{\"street\":\"2 Lane\",\"city\":\"Ockham\"}";

    private final Teller teller = Teller.of(Bank.shared());
    private final Client client = teller.client();

    private static String ada(String id) {
        return "{\"person_id\": \"%s\", \"name\": {\"firstname\": \"Ada\", \"lastname\": \"Łovelace\"}, \"status\": \"SINGLE\", \"address\": %s}"
                .formatted(id, SQUARE);
    }

    private String create() {
        String id = fresh("per-");
        assertThat(client.post(PEOPLE, ada(id)).status()).isEqualTo(201);
        return id;
    }

    private Answer marry(String id, String... headers) {
        return client.post(PEOPLE + "/" + id + "/status", "{\"status\": \"MARRIED\"}", headers);
    }

    private Answer move(String id, String address, String... headers) {
        return client.post(PEOPLE + "/" + id + "/address", "{\"address\": " + address + "}", headers);
    }

    private Answer person(String id, long version) {
        return teller.query("people/" + id + "?min_version=" + version, "Prefer", "wait=20");
    }

    @Test
    void aPersonIsEnteredMarriesAndMoves() {
        String id = create();
        Answer before = person(id, 1);
        marry(id);
        Answer moved = move(id, LANE);

        assertThat(moved.header("ETag")).isEqualTo("\"3\"");
        assertThat(before.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":{\"firstname\":\"Ada\",\"lastname\":\"Łovelace\"},"
                        + "\"status\":\"SINGLE\",\"address\":" + SQUARE + ",\"version\":1}");
        Answer after = person(id, 3);
        assertThat(after.header("ETag")).isEqualTo("\"3\"");
        assertThat(after.json().required("status").textValue()).isEqualTo("MARRIED");
        assertThat(after.json().required("address")).isEqualTo(Json.read(LANE, JsonNode.class));
    }

    @Test
    void aHistoryTellsWhatWasSaidAlsoTwice() {
        String id = create();
        marry(id);
        marry(id);
        move(id, SQUARE);
        person(id, 4);

        JsonNode history = teller.query("people/" + id + "/history").json();

        assertThat(history.required("person_id").textValue()).isEqualTo(id);
        JsonNode events = history.required("events");
        assertThat(texts(events, "type"))
                .containsExactly("PersonCreated", "StatusChanged", "StatusChanged", "AddressChanged");
        assertThat(events.at("/0/data/name/firstname").textValue()).isEqualTo("Ada");
        assertThat(events.at("/3/data/address")).isEqualTo(Json.read(SQUARE, JsonNode.class));
        assertThat(texts(
                        teller.query("people/" + id + "/history?after=1&limit=2")
                                .json()
                                .required("events"),
                        "version"))
                .containsExactly("2", "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void thePagesOfTheListAreTheWhole(int limit) {
        List<String> married = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = create();
            if (i % 2 == 0) {
                person(id, version(marry(id)));
                married.add(id);
            } else {
                person(id, 1);
                single.add(id);
            }
        }

        List<String> allMarried = texts(teller.pages("people", "status=MARRIED", limit), "id");
        List<String> allSingle = texts(teller.pages("people", "status=SINGLE", limit), "id");
        assertThat(allMarried)
                .containsAll(married)
                .doesNotContainAnyElementsOf(single)
                .doesNotHaveDuplicates();
        assertThat(allSingle)
                .containsAll(single)
                .doesNotContainAnyElementsOf(married)
                .doesNotHaveDuplicates();
        assertThat(teller.pages("people", "", 1000)).hasSize(allMarried.size() + allSingle.size());
    }

    @Test
    void whatEveryCommandTakesPeopleTakeToo() {
        String body = ada(fresh("per-"));
        String key = fresh("key-");
        Answer first = client.post(PEOPLE, body, "Idempotency-Key", key);
        Answer again = client.post(PEOPLE, body, "Idempotency-Key", key);
        Answer other = client.post(PEOPLE, body.replace("London", "Paris"), "Idempotency-Key", key);
        String id = first.json().required("person_id").textValue();

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(marry(id, "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(client.post(PEOPLE + "/" + id + "/status", "{\"status\":\"MARRIED\",\"expected_version\":2}")
                        .status())
                .isEqualTo(409);
        assertThat(marry("per-nobody").status()).isEqualTo(404);
        assertThat(error(teller.query("people/per-nobody"))).isEqualTo("Person not found");
        assertThat(error(teller.query("people/per-nobody/history"))).isEqualTo("Person not found");
    }

    @Test
    void whoDoesNotWaitAsksLaterAndReadsItInClear() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Answer pending = move(create(), LANE, "Prefer", "respond-async", "traceparent", trace);

        assertThat(pending.status()).isEqualTo(202);
        Awaitility.await().untilAsserted(() -> {
            JsonNode outcome = client.get(pending.header("Location")).json();
            assertThat(outcome.required("status").textValue()).isEqualTo("accepted");
            assertThat(outcome.at("/event/data/address")).isEqualTo(Json.read(LANE, JsonNode.class));
            assertThat(outcome.at("/event/traceparent").textValue()).isEqualTo(trace);
        });
    }

    @Test
    void aPersonAndAnAccountMayHaveTheSameId() {
        String id = create();
        Answer opened = client.post(
                Teller.ACCOUNTS, "{\"account_id\": \"" + id + "\", \"owner\": \"Bob\", \"initial_balance\": 5}");

        assertThat(opened.status()).isEqualTo(201);
        assertThat(teller.account(id, 1).required("owner").textValue()).isEqualTo("Bob");
        assertThat(person(id, 1).json().at("/name/firstname").textValue()).isEqualTo("Ada");
    }
}
