package bank.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's own variables say where spans go. */
class SpansSentTest {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    private Path folder;

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", this::receive);
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private void receive(HttpExchange call) throws IOException {
        // The names in it stand there in clear.
        received.add(new String(call.getRequestBody().readAllBytes(), ISO_8859_1));
        call.sendResponseHeaders(200, -1);
        call.close();
    }

    private String address() {
        return "http://127.0.0.1:" + collector.getAddress().getPort();
    }

    @Test
    void theBankSendsThemToWhomTheVariablesName() {
        Program traced = Program.BANK.within(Map.of(ENDPOINT, address(), "OTEL_BSP_SCHEDULE_DELAY", "100"));
        try (Bank bank = Bank.start(traced, folder)) {
            Teller teller = Teller.of(bank);
            String account = teller.open("100");
            teller.deposit(account, "5", "traceparent", SAMPLED);
            teller.account(account, 2);

            await().untilAsserted(() -> assertThat(String.join("", received))
                    .contains("service.name", "bank", "POST /api/commands/accounts/{id}/deposit")
                    .contains("decide Deposit", "fold MoneyDeposited", account));
            assertThat(bank.output()).contains("trace=\"4bf92f3577b34da6a3ce929d0e0e4736\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, must be http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, grpc, must be http/protobuf",
        "OTEL_TRACES_SAMPLER, sometimes, sometimes"
    })
    void aVariableThatIsWrongEndsTheStartWithASentence(String variable, String value, String said) {
        Program traced = Program.BANK.within(Map.of(ENDPOINT, address(), variable, value));
        try (var process = BankProcess.start(traced, Bank.settings(folder))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output()).contains("OpenTelemetry", said).doesNotContain("\tat ");
        }
    }
}
