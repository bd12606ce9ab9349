package bank.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RequestMetricsTest extends HttpFrontFixture {

    @Test
    void requestsCountUnderTheTemplateOfTheirRoute() {
        serving();

        post("/echo/one", "application/json", "{}");
        post("/echo/two", "application/json", "{}");

        awaitCount("/echo/{id}", "200", 2);
    }

    @Test
    void aRefusedRequestKeepsItsRoute() {
        serving();

        get("/things?limit=0");
        get("/defect");

        awaitCount("/things", "400", 1);
        awaitCount("/defect", "500", 1);
    }

    @Test
    void whatHasNoRouteCountsTogether() {
        serving();

        get("/nowhere/acc-1");
        get("/nowhere/acc-2");

        awaitCount("none", "404", 2);
    }

    @Test
    void aScrapeIsAnsweredAlsoWhereAServiceCannotBeAsked() {
        Echo echo = serving();
        echo.measure = Future.failedFuture(new IllegalStateException("Kafka is away"));

        HttpResponse<String> failed = get("/metrics");

        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void aScrapeDoesNotWaitLongForAServiceThatDoesNotAnswer() {
        Echo echo = serving();
        echo.measure = Promise.promise().future();

        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    /** A request counts once its answer is written, which its caller may have read by then. */
    private void awaitCount(String route, String status, long count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(metrics.registry()
                                .find("bank.http.request.duration")
                                .tags("route", route, "status", status)
                                .timers())
                        .extracting(Timer::count)
                        .containsExactly(count));
    }
}
