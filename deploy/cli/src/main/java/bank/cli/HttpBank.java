package bank.cli;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** A bank by HTTP. */
record HttpBank(URI url) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration ANSWER_MOST = Duration.ofSeconds(40);
    private static final int REFUSED_LEAST = 400;
    private static final int FAILED_LEAST = 500;

    /** The answer to a query. */
    JsonNode get(String path) {
        return ask(request(path).GET());
    }

    /** Hands on each element of a list, page after page. */
    void pages(String path, String list, Consumer<JsonNode> each) {
        String query = path + (path.contains("?") ? "&" : "?") + "limit=1000";
        String next = "";
        do {
            JsonNode page = get(query + (next.isEmpty() ? "" : "&after=" + Paths.segment(next)));
            page.required(list).forEach(each);
            next = page.path("next").asText("");
        } while (!next.isEmpty());
    }

    /** The answer to a command without a body. */
    JsonNode post(String path) {
        return ask(request(path).POST(BodyPublishers.noBody()));
    }

    /** The answer to a command with a body. */
    JsonNode post(String path, JsonNode body) {
        return ask(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_MOST);
    }

    /** Reads the answer to a query that may be too long to be kept. */
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /** What the reader makes of the answer to a query, as far as it wants to read. */
    <T> T stream(String path, Reader<T> reader) {
        return asked(() -> {
            var response = CLIENT.send(request(path).GET().build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() >= REFUSED_LEAST) {
                    throw refusal(response.statusCode(), Json.read(body.readAllBytes(), JsonNode.class));
                }
                return reader.read(body);
            }
        });
    }

    private JsonNode ask(HttpRequest.Builder request) {
        return asked(() -> {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode answer = Json.read(response.body(), JsonNode.class);
            if (response.statusCode() >= REFUSED_LEAST) {
                throw refusal(response.statusCode(), answer);
            }
            return answer;
        });
    }

    private static RuntimeException refusal(int status, JsonNode answer) {
        return status >= FAILED_LEAST ? new CannotAskException(sentence(answer)) : new NotSoException(sentence(answer));
    }

    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (UncheckedIOException e) {
            throw new CannotAskException("What answers on " + url + " is no bank.", e);
        } catch (IOException e) {
            throw new CannotAskException(
                    "No bank answers on " + url + ": start one with ./bank start, or name another with --url.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotAskException("Interrupted", e);
        }
    }

    /** A saga that was refused is no problem document, but has its sentence in the same place. */
    private static String sentence(JsonNode answer) {
        String error = answer.path("error").asText("The bank refused it");
        String detail = answer.path("detail").asText(error);
        return detail.equals(error) ? error : error + ": " + detail;
    }
}
