package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.kit.Contract;
import bank.kit.ContractClient;
import bank.wire.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Calls the bank as its users do, and holds each answer against the contract. Thread-safe. */
public final class Client {

    private static final int INTERNAL_ERROR = 500;

    private final ContractClient http;

    public Client(URI base) {
        this.http = new ContractClient(base, Contract.BANK);
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
        return call("POST", path, json, withJson(json, headers));
    }

    /** The same without waiting; the future fails where no answer comes. */
    public CompletableFuture<Answer> postAsync(String path, String json, String... headers) {
        return http.callAsync("POST", path, json, withJson(json, headers)).thenApply(Client::answer);
    }

    /** Any request at all; its headers are those given, also the body's media type. */
    public Answer call(String method, String path, String body, String... headers) {
        return answer(http.call(method, path, body, headers));
    }

    private static String[] withJson(String json, String... headers) {
        Stream<String> mediaType = json.isEmpty() ? Stream.empty() : Stream.of("Content-Type", "application/json");
        return Stream.concat(mediaType, Stream.of(headers)).toArray(String[]::new);
    }

    /** What was answered, which must confess no defect. */
    private static Answer answer(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isNotEqualTo(INTERNAL_ERROR);
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
