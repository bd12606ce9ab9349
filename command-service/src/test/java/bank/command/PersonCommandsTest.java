package bank.command;

import static bank.command.TestBank.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonCommandsTest {

    private static final String PEOPLE = "/api/commands/people";
    private static final String ADA = "{\"name\":{\"firstname\":\"Ada\",\"lastname\":\"Lovelace\"},"
            + "\"status\":\"SINGLE\",\"address\":{\"street\":\"1 Square\",\"city\":\"London\"}}";
    private static final String MOVE = "{\"address\":{\"street\":\"2 Lane\",\"city\":\"Ockham\"}}";

    private final TestBank bank = TestBank.shared();

    private String create() {
        return json(bank.post(PEOPLE, ADA)).required("person_id").textValue();
    }

    @Test
    void aPersonIsCreatedMarriesAndMoves() {
        HttpResponse<String> created = bank.post(PEOPLE, ADA);
        String person = PEOPLE + "/" + json(created).required("person_id").textValue();
        HttpResponse<String> married = bank.post(person + "/status", "{\"status\":\"MARRIED\"}");
        HttpResponse<String> moved = bank.post(person + "/address", MOVE);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).required("person_id").textValue()).startsWith("per-");
        assertThat(json(created).at("/event/type").textValue()).isEqualTo("PersonCreated");
        assertThat(data(created).at("/name/lastname").textValue()).isEqualTo("Lovelace");
        assertThat(created.headers().firstValue("Location"))
                .contains("/api/queries/people/"
                        + json(created).required("person_id").textValue());
        assertThat(married.statusCode()).isEqualTo(200);
        assertThat(data(married).required("status").textValue()).isEqualTo("MARRIED");
        assertThat(moved.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(data(moved).at("/address/city").textValue()).isEqualTo("Ockham");
    }

    private static JsonNode data(HttpResponse<String> answer) {
        return json(answer).at("/event/data");
    }

    @Test
    void whatIsSaidAgainIsAnEventToo() {
        String person = PEOPLE + "/" + create();

        assertThat(bank.post(person + "/status", "{\"status\":\"SINGLE\"}")
                        .headers()
                        .firstValue("ETag"))
                .contains("\"2\"");
        bank.post(person + "/address", MOVE);
        assertThat(bank.post(person + "/address", MOVE).headers().firstValue("ETag"))
                .contains("\"4\"");
    }

    @Test
    void aKeyRecognisesWhatIsSaidAlsoOfPersonalData() {
        HttpResponse<String> first = bank.post(PEOPLE, ADA, "Idempotency-Key", "ada");
        HttpResponse<String> again = bank.post(PEOPLE, ADA.replace(",", " , "), "Idempotency-Key", "ada");
        HttpResponse<String> other = bank.post(PEOPLE, ADA.replace("London", "Paris"), "Idempotency-Key", "ada");
        String person = PEOPLE + "/" + json(first).required("person_id").textValue();
        HttpResponse<String> move = bank.post(person + "/address", MOVE, "Idempotency-Key", "ada");
        HttpResponse<String> moveAgain = bank.post(person + "/address", MOVE, "Idempotency-Key", "ada");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(move.statusCode()).isEqualTo(200);
        assertThat(moveAgain.body()).isEqualTo(move.body());
        assertThat(bank.post(person + "/status", "{\"status\":\"MARRIED\"}", "Idempotency-Key", "ada")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aPersonUnderAnIdOfTheCallersIsCreatedOnce() {
        String own = ADA.replace("{\"name\"", "{\"person_id\":\"per-own\",\"name\"");

        assertThat(bank.post(PEOPLE, own).statusCode()).isEqualTo(201);
        assertThat(json(bank.post(PEOPLE, own)).required("error").textValue()).isEqualTo("Person already exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name It is missing, /status It is missing, /address It is missing",
                "{\"name\":\"Ada\",\"status\":\"WIDOWED\",\"address\":{\"street\":\"\",\"town\":\"x\"}} | /name It must be"
                        + " an object, /status It must be one of SINGLE; MARRIED, /address/street It must not be empty,"
                        + " /address/city It is missing, /address/town There is no such field",
                "{\"name\":{\"firstname\":1,\"firstname\":[]},\"status\":\"SINGLE\",\"address\":null} | /name/firstname It is"
                        + " there twice, /name/firstname It must be a text, /name/lastname It is missing, /address It"
                        + " must be an object"
            })
    void everyFaultIsNamedWithItsPlace(String body, String faults) {
        HttpResponse<String> refused = bank.post(PEOPLE, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused)
                        .required("errors")
                        .valueStream()
                        .map(fault -> fault.required("pointer").textValue() + " "
                                + fault.required("detail").textValue().replace(", M", "; M")))
                .containsExactly(faults.split(", ", -1));
    }

    @Test
    void ofNobodyNothingCanBeSaid() {
        HttpResponse<String> nobody = bank.post(PEOPLE + "/per-nobody/address", MOVE);

        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(json(nobody).required("error").textValue()).isEqualTo("Person not found");
    }

    @Test
    void aVersionCanBeExpected() {
        String status = PEOPLE + "/" + create() + "/status";

        assertThat(bank.post(status, "{\"status\":\"MARRIED\",\"expected_version\":2}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(bank.post(status, "{\"status\":\"MARRIED\"}", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(bank.post(status, "{\"status\":\"MARRIED\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
    }
}
