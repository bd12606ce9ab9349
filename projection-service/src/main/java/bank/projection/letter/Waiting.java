package bank.projection.letter;

import bank.es.StreamId;
import bank.projection.query.PartitionViews;
import bank.wire.Domain;
import bank.wire.Json;
import bank.wire.MalformedRecordException;
import bank.wire.ReplyTo;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/** Who waits behind what was set aside. */
record Waiting(Domain domain, Topics topics, PartitionViews views) {

    /** The aggregate whose later events wait for this one, or the saga that waits for this command; null for nobody. */
    JsonNode behind(JsonNode letter) {
        return parked(letter).or(() -> saga(letter)).map(Waiting::document).orElse(NullNode.getInstance());
    }

    private Optional<StreamId> parked(JsonNode letter) {
        String key = letter.path("key").asText("");
        if (!StreamId.isKey(key)) {
            return Optional.empty();
        }
        return domain.names().stream()
                .filter(type -> letter.path("topic").asText("").equals(topics.events(type)))
                .map(type -> StreamId.ofKey(type, key))
                .filter(stream -> views.parked(stream))
                .findFirst();
    }

    private static Optional<StreamId> saga(JsonNode letter) {
        try {
            String replyTo = letter.path("headers").path("replyto").asText("");
            return ReplyTo.parse(replyTo) instanceof ReplyTo.ToSaga(var type, var key, var _)
                    ? Optional.of(StreamId.ofKey(type, key))
                    : Optional.empty();
        } catch (MalformedRecordException | IllegalArgumentException e) {
            // Whoever wrote it, no saga of ours did.
            return Optional.empty();
        }
    }

    private static JsonNode document(StreamId stream) {
        return Json.MAPPER.createObjectNode().put("type", stream.type()).put("id", stream.id());
    }
}
