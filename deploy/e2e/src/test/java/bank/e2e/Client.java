package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Contract;
import bank.kit.Contract.Exchange;
import bank.wire.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Calls the bank as its users do, and holds each answer against the contract. Thread-safe. */
public final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIME_LIMIT = Duration.ofSeconds(35);

    private static final int INTERNAL_ERROR = 500;

    private final URI base;

    public Client(URI base) {
        this.base = base;
    }

    /** An answer; the body is missing where it is not JSON. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    /** Sends JSON, or no body where it is empty; {@code headers} are names and values in turn. */
    public Answer post(String path, String json, String... headers) {
        return answerTo(request("POST", path, json, withJson(json, headers)), path, json);
    }

    /** The same without waiting; the future fails where no answer comes. */
    public CompletableFuture<Answer> postAsync(String path, String json, String... headers) {
        HttpRequest request = request("POST", path, json, withJson(json, headers));
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> checked(request.method(), path, json, answer(response)));
    }

    /** Any request at all; its headers are those given, also the body's media type. */
    public Answer call(String method, String path, String body, String... headers) {
        return answerTo(request(method, path, body, headers), path, body);
    }

    private Answer answerTo(HttpRequest request, String path, String body) {
        try {
            return checked(request.method(), path, body, answer(HTTP.send(request, BodyHandlers.ofString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIME_LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static String[] withJson(String json, String... headers) {
        Stream<String> mediaType = json.isEmpty() ? Stream.empty() : Stream.of("Content-Type", "application/json");
        return Stream.concat(mediaType, Stream.of(headers)).toArray(String[]::new);
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The answer, which must be as the contract says and confess no defect. */
    static Answer checked(String method, String path, String body, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isNotEqualTo(INTERNAL_ERROR);
        assertThat(Contract.faults(new Exchange(method, path, body, answer.status(), answer.headers(), answer.body())))
                .as("What the contract does not promise so")
                .isEmpty();
        return answer;
    }
}
