package bank.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The records of one sealed type by their names on the wire, which are their simple names. */
public final class NamedTypes<T> {

    private final String what;
    private final Map<String, Class<? extends T>> byName;

    /** {@code what} says in errors what these are: "command of account". */
    public NamedTypes(String what, List<Class<? extends T>> types) {
        this.what = what;
        this.byName = types.stream().collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    /** The name of a value's type; throws for a type that is not registered. */
    public String nameOf(T value) {
        String name = value.getClass().getSimpleName();
        if (byName.get(name) != value.getClass()) {
            throw new IllegalArgumentException("Not a registered " + what + ": " + name);
        }
        return name;
    }

    /** The value of that type; an unknown name is an error that says it. */
    public T read(String name, String json) {
        return Json.read(json, type(name));
    }

    /** The value of that type from a tree; an unknown name is an error that says it. */
    public T read(String name, JsonNode json) {
        try {
            return Json.MAPPER.treeToValue(json, type(name));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Class<? extends T> type(String name) {
        Class<? extends T> type = byName.get(name);
        if (type == null) {
            throw new UnknownTypeException("Unknown " + what + ": " + name);
        }
        return type;
    }
}
