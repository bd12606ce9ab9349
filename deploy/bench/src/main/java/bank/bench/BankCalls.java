package bank.bench;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Single calls of a bank, beside its load. */
record BankCalls(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration ANSWER_MOST = Duration.ofSeconds(40);
    private static final int REFUSED_LEAST = 400;

    JsonNode get(String path) throws InterruptedException {
        return ask(request(path).GET().build());
    }

    JsonNode post(String path) throws InterruptedException {
        return ask(request(path).POST(BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ANSWER_MOST);
    }

    private static JsonNode ask(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
            JsonNode body = Json.read(answer.body(), JsonNode.class);
            if (answer.statusCode() >= REFUSED_LEAST) {
                throw new IllegalStateException(request.uri() + " was answered " + answer.statusCode() + " " + body);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
