package bank.personal;

import bank.es.Personal;
import bank.wire.Ids;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * Personal data that is stored as it is, because the bank is told to encrypt nothing: {@code v0.TEXT}, or {@code j0.JSON}
 * for any other datum.
 */
final class ClearText implements PersonalCipher {

    private static final String TEXT = "v0.";
    private static final String JSON = "j0.";

    @Override
    public Personal encrypt(String clear) {
        return new Personal(TEXT + clear);
    }

    @Override
    public Personal encrypt(JsonNode clear) {
        return clear.isTextual() ? encrypt(clear.textValue()) : new Personal(JSON + Json.write(clear));
    }

    @Override
    public Optional<String> fingerprintOf(String text) {
        return Optional.of(Ids.derived("", text));
    }

    /** The datum, if it was stored as it is. */
    static Optional<JsonNode> read(Personal personal) {
        String stored = personal.ciphertext();
        if (stored.startsWith(TEXT)) {
            return Optional.of(TextNode.valueOf(stored.substring(TEXT.length())));
        }
        return stored.startsWith(JSON)
                ? Optional.of(Json.read(stored.substring(JSON.length()), JsonNode.class))
                : Optional.empty();
    }
}
