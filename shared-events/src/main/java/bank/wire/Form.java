package bank.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How a record stands on the wire as JSON, and how what was written in an earlier version of that form is read: by its
 * upcasters, one after another. Every event, command and state is written and read here. Versions are 1, 2, 3, and the number of upcasters says which is today's.
 *
 * @param type the record; its simple name is its name on the wire
 * @param upcasters the first turns JSON of version 1 into version 2, and so on; pure functions, which may change the
 *     tree that they get
 */
record Form<T>(Class<? extends T> type, List<UnaryOperator<ObjectNode>> upcasters) {

    Form {
        upcasters = List.copyOf(upcasters);
    }

    /** A record in its first form. */
    static <T> Form<T> of(Class<? extends T> type) {
        return new Form<>(type, List.of());
    }

    /** The next version, which {@code upcaster} makes of the one so far. */
    Form<T> upcast(UnaryOperator<ObjectNode> upcaster) {
        return new Form<>(
                type, Stream.concat(upcasters.stream(), Stream.of(upcaster)).toList());
    }

    String name() {
        return type.getSimpleName();
    }

    int version() {
        return 1 + upcasters.size();
    }

    /** The value in today's version. */
    String write(T value) {
        return Json.write(value);
    }

    /** The value that was written in that version; a version that is not known yet is an error that names it. */
    T read(int written, String json) {
        check(written);
        return written == version() ? Json.read(json, type) : read(written, Json.read(json, JsonNode.class));
    }

    /** The same from a tree. */
    T read(int written, JsonNode json) {
        check(written);
        JsonNode today = json;
        for (var upcaster : upcasters.subList(written - 1, upcasters.size())) {
            today = upcaster.apply(today.deepCopy());
        }
        try {
            return Json.MAPPER.treeToValue(today, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(int written) {
        if (written < 1 || written > version()) {
            throw new UnknownTypeException("Unknown version " + written + " of " + name());
        }
    }
}
