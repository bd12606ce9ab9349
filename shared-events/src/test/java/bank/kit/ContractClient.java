package bank.kit;

import bank.kit.Contract.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls by HTTP, and holds each answer against a contract: the one way in which tests call. Thread-safe. */
public final class ContractClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIME_LIMIT = Duration.ofSeconds(35);

    private final URI base;
    private final Contract contract;

    public ContractClient(URI base, Contract contract) {
        this.base = base;
        this.contract = contract;
    }

    /** Calls what this machine serves on that port. */
    public static ContractClient onPort(int port, Contract contract) {
        return new ContractClient(URI.create("http://127.0.0.1:" + port), contract);
    }

    /** The answer to a request of just these headers, names and values in turn; without a body where it is empty. */
    public HttpResponse<String> call(String method, String path, String body, String... headers) {
        try {
            return checked(path, body, HTTP.send(request(method, path, body, headers), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without waiting; the future fails where no answer comes. */
    public CompletableFuture<HttpResponse<String>> callAsync(
            String method, String path, String body, String... headers) {
        return HTTP.sendAsync(request(method, path, body, headers), BodyHandlers.ofString())
                .thenApply(response -> checked(path, body, response));
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIME_LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> checked(String path, String body, HttpResponse<String> response) {
        contract.check(new Exchange(
                response.request().method(), path, body, response.statusCode(), response.headers(), response.body()));
        return response;
    }
}
