package bank.http;

import bank.wire.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** What a request is answered with: a status, some headers and the bytes of the body. */
public record Answer(int status, CharSequence mediaType, Buffer body, Map<String, String> headers) {

    static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");

    /** An answer whose body is JSON already. */
    public static Answer json(int status, String json) {
        return new Answer(status, JSON, Buffer.buffer(json), Map.of());
    }

    /** An answer whose body is this tree. */
    public static Answer json(int status, JsonNode tree) {
        return new Answer(status, JSON, bytes(tree), Map.of());
    }

    static Buffer bytes(JsonNode tree) {
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(tree));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        if (headers.isEmpty()) {
            return new Answer(status, mediaType, body, Map.of(header, value));
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, mediaType, body, Map.copyOf(more));
    }

    void send(HttpServerResponse response) {
        // The caller may have gone in the meantime.
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        headers.forEach(response::putHeader);
        response.end(body);
    }
}
