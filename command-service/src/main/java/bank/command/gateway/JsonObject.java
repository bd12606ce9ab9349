package bank.command.gateway;

import bank.http.Faults;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object as it came: texts, exact numbers, objects within it, and what none of our fields can be.
 *
 * @param pointer where it stands in the body
 * @param fields its fields by their names, in their order
 */
record JsonObject(String pointer, Map<String, Object> fields) {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final int NAME_SHOWN_MOST = 64;

    /** Deeper than any command of ours. */
    private static final int DEPTH_MOST = 4;

    /** Stands for what no field of ours can be: null, true, false, an array. */
    private enum Other {
        VALUE
    }

    /** The object that a body is; an empty body is one without fields. None where the body is no object. */
    static Optional<JsonObject> read(Buffer body, Faults faults) {
        var whole = new JsonObject("", new LinkedHashMap<>());
        if (body.length() == 0) {
            return Optional.of(whole);
        }
        try (JsonParser in = FACTORY.createParser(body.getBytes())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                faults.addInBody("", "The body must be a JSON object");
                return Optional.empty();
            }
            whole.parse(in, faults);
            if (in.nextToken() != null) {
                faults.addInBody("", "There is more behind the JSON object");
                return Optional.empty();
            }
            return Optional.of(whole);
        } catch (IOException e) {
            faults.addInBody("", "The body is not valid JSON");
            return Optional.empty();
        }
    }

    private void parse(JsonParser in, Faults faults) throws IOException {
        String name;
        while ((name = in.nextFieldName()) != null) {
            if (fields.put(name, value(in, name, faults)) != null) {
                faults.addInBody(pointer(name), "It is there twice");
            }
        }
    }

    private Object value(JsonParser in, String name, Faults faults) throws IOException {
        return switch (in.nextToken()) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
            case START_OBJECT -> {
                if (in.getParsingContext().getNestingDepth() > DEPTH_MOST) {
                    yield skipped(in);
                }
                var object = new JsonObject(pointer(name), new LinkedHashMap<>());
                object.parse(in, faults);
                yield object;
            }
            case START_ARRAY -> skipped(in);
            default -> Other.VALUE;
        };
    }

    private static Object skipped(JsonParser in) throws IOException {
        in.skipChildren();
        return Other.VALUE;
    }

    /** JSON has numbers whose exponent no number of ours can have; they are of no use, as other wrong values are. */
    private static Object number(JsonParser in) throws IOException {
        try {
            return in.getDecimalValue();
        } catch (NumberFormatException e) {
            return Other.VALUE;
        }
    }

    /** Where a field of it stands in the body. */
    String pointer(String name) {
        return pointer
                + "/"
                + name.substring(0, Math.min(name.length(), NAME_SHOWN_MOST))
                        .replace("~", "~0")
                        .replace("/", "~1");
    }
}
