package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The dead letters of a bank, and what an operator does about them. Thread-safe. */
record Letters(Client client) {

    private static final String COMMANDS = "/api/commands/";

    Answer replay(String id) {
        return decide("dead-letters/" + id + "/replay", "");
    }

    CompletableFuture<Answer> replayAsync(String id) {
        return client.postAsync(COMMANDS + "dead-letters/" + id + "/replay", "");
    }

    Answer discard(String id, String reason) {
        return decide("dead-letters/" + id + "/discard", "{\"reason\": \"" + reason + "\"}");
    }

    CompletableFuture<Answer> discardAsync(String id) {
        return client.postAsync(COMMANDS + "dead-letters/" + id + "/discard", "");
    }

    Answer decide(String path, String body, String... headers) {
        return client.post(COMMANDS + path, body, headers);
    }

    JsonNode find(String id) {
        return client.get("/api/queries/dead-letters/" + id).json();
    }

    List<JsonNode> all() {
        Answer page = client.get("/api/queries/dead-letters?limit=1000");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        List<JsonNode> all = new ArrayList<>();
        page.json().required("dead_letters").forEach(all::add);
        return all;
    }

    List<JsonNode> allOfKey(String key) {
        return all().stream()
                .filter(letter -> letter.path("key").asText().equals(key))
                .toList();
    }

    JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .until(() -> all().stream().filter(wanted).toList(), found -> !found.isEmpty())
                .getFirst();
    }

    JsonNode awaitOfKey(String key) {
        return await(letter -> letter.path("key").asText().equals(key));
    }

    /** The one because of which that saga waits. */
    JsonNode of(String saga) {
        return await(letter -> letter.path("headers").path("replyto").asText().endsWith("main/" + saga));
    }

    JsonNode awaitStatus(String id, String status) {
        return Awaitility.await()
                .until(() -> find(id), letter -> letter.path("status").asText().equals(status));
    }
}
