package bank.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final int ACCOUNTS = 40;

    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void everyAccountIsOpenedOnce() throws IOException {
        LoadResult result = run(Scenario.OPEN, 60_000);

        assertThat(result.succeeded()).isEqualTo(ACCOUNTS);
        assertThat(answers).hasValue(ACCOUNTS);
        assertThat(bodies).hasSize(ACCOUNTS).anyMatch(body -> body.contains("\"acc-000039\""));
    }

    @Test
    void depositsGoOnUntilTheTimeIsOver() throws IOException {
        LoadResult result = run(Scenario.DEPOSIT, 300);

        assertThat(result.seconds()).isBetween(0.3, 2.0);
        assertThat(result.asked()).isEqualTo(answers.get()).isGreaterThan(4);
        assertThat(result.maxMillis())
                .isGreaterThanOrEqualTo(result.p50Millis())
                .isPositive();
        assertThat(paths).allMatch(path -> path.matches("/api/commands/accounts/acc-0000[0-3]\\d/deposit"));
    }

    @Test
    void otherStatusesAreErrorsAndNoSuccess() throws IOException {
        LoadResult result = run(Scenario.TRANSFER, 200);

        assertThat(result.succeeded()).isZero();
        assertThat(result.errors()).isEqualTo(Map.of(409, result.asked()));
    }

    private LoadResult run(Scenario scenario, long millis) throws IOException {
        int port = server.getAddress().getPort();
        long pid = ProcessHandle.current().pid();
        return new ClosedLoop(new LoadOrder(port, pid, scenario, 4, ACCOUNTS, 0, millis)).run();
    }

    private void answer(HttpExchange call) throws IOException {
        bodies.add(new String(call.getRequestBody().readAllBytes(), UTF_8));
        paths.add(call.getRequestURI().getPath());
        answers.incrementAndGet();
        int status = call.getRequestURI().getPath().endsWith("/transfers") ? 409 : 200;
        call.sendResponseHeaders(status, 2);
        try (call) {
            call.getResponseBody().write(new byte[] {'{', '}'});
        }
    }
}
