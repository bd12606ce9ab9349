package bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a caller does wrong is answered as the contract says it. */
class HttpFrontFaultsTest extends HttpFrontFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/echo",
                "/things/1/2",
                "/../etc/passwd",
                "/%00",
                "/%ff%fe",
                "/;a=b",
                "/%2e%2e/defect/x",
                "/things/",
                "//things",
                "/echo/../things",
                "/things/%2E"
            })
    void anUnknownPathIs404(String path) {
        serving();

        assertThat(problem(get(path)).path("type").textValue()).isEqualTo("urn:bank:problem:path-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a",
                "a%20b",
                "a%2Fb",
                "%E4%BD%A0",
                "a.b",
                "a23456789b123456789c123456789d123456789e123456789f123456789g1234X"
            })
    void anIdThatIsNotOfAnIdsFormIsUnknown(String id) {
        serving();

        var response = post("/echo/" + id, "application/json", "{}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(problem(response).path("error").textValue()).isEqualTo("Echo not found");
    }

    @Test
    void anotherMethodIs405AndSaysWhichIsAllowed() {
        serving();

        var response = get("/echo/a");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(problem(response).path("type").textValue()).isEqualTo("urn:bank:problem:method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 1_000_000, 10_000_000})
    void aBodyOver64KiBIs413HoweverLarge(int bytes) {
        serving();

        var response = post("/echo/a", "application/json", " ".repeat(bytes));

        assertThat(response.statusCode()).isEqualTo(413);
        problem(response);
        assertThat(get("/things").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyOf64KiBIsTaken() {
        serving();

        assertThat(post("/echo/a", "application/json", " ".repeat(65_536)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/xml"})
    void aBodyThatIsNotJsonByItsMediaTypeIs415(String type) {
        serving();

        var response = post("/echo/a", type, "{}");

        assertThat(response.statusCode()).isEqualTo(415);
        problem(response);
    }

    @Test
    void aCallWithoutBodyNeedsNoContentType() {
        serving();

        assertThat(call("POST", "/echo/a", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=+5",
        "limit=",
        "limit=1.5",
        "limit=99999999999999999999",
        "after=%20",
        "limit=1&limit=2",
        "other=1"
    })
    void aParameterThatIsNotOfItsFormIsNamed(String query) {
        serving();

        var response = get("/things?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(problem(response).path("errors")).hasSize(1);
    }

    @Test
    void everyFaultyParameterIsNamed() {
        serving();

        JsonNode errors = problem(get("/things?limit=0&after=-&more=1")).path("errors");

        assertThat(errors.findValuesAsText("parameter")).containsExactly("more", "limit", "after");
    }

    @Test
    void aDefectIs500WithAnIdAndItsStackTraceIsInTheLogOnly() {
        serving();

        var response = get("/defect");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("boom").contains("err-");
        Awaitility.await().until(() -> log.list.stream().anyMatch(line -> line.getThrowableProxy() != null));
    }
}
