package bank.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records of one sealed type by their names on the wire: the simple name, and from the second version of a record's
 * form on the version behind it, as in {@code Refused.v2}.
 */
public final class NamedTypes<T> {

    private static final Pattern NAME = Pattern.compile("(.+?)(?:\\.v([0-9]{1,9}))?");

    private record Named<T>(Form<T> form, int version) {}

    private final String what;
    private final Map<String, Form<T>> forms;
    /** What is read most: names are taken apart only where they are not known. */
    private final Map<String, Named<T>> today;

    /** {@code what} says in errors what these are: "command of account". */
    NamedTypes(String what, List<Class<? extends T>> types) {
        this(what, types.stream().map(Form::<T>of).collect(Collectors.toMap(Form::name, Function.identity())));
    }

    private NamedTypes(String what, Map<String, Form<T>> forms) {
        this.what = what;
        this.forms = Map.copyOf(forms);
        this.today = forms.values().stream()
                .collect(Collectors.toUnmodifiableMap(NamedTypes::nameOf, form -> new Named<>(form, form.version())));
    }

    /** The same with the next version of one record's form. */
    NamedTypes<T> upcast(Class<? extends T> type, UnaryOperator<ObjectNode> upcaster) {
        Map<String, Form<T>> next = new HashMap<>(forms);
        next.put(type.getSimpleName(), form(type.getSimpleName()).upcast(upcaster));
        return new NamedTypes<>(what, next);
    }

    /** The name under which a value is written today; throws for a type that is not registered. */
    public String nameOf(T value) {
        return nameOf(value.getClass());
    }

    /** The name under which values of that record are written today; throws for one that is not registered. */
    public String nameOf(Class<?> type) {
        Form<T> form = forms.get(type.getSimpleName());
        if (form == null || form.type() != type) {
            throw new IllegalArgumentException("Not a registered " + what + ": " + type);
        }
        return nameOf(form);
    }

    private static String nameOf(Form<?> form) {
        return form.version() == 1 ? form.name() : form.name() + ".v" + form.version();
    }

    /** The value as it is written under its name of today. */
    public String write(T value) {
        return form(value.getClass().getSimpleName()).write(value);
    }

    /** The value that was written under that name; an unknown one is an error that says it. */
    public T read(String name, String json) {
        Named<T> named = named(name);
        return named.form().read(named.version(), json);
    }

    /** The same from a tree. */
    public T read(String name, JsonNode json) {
        Named<T> named = named(name);
        return named.form().read(named.version(), json);
    }

    private Named<T> named(String name) {
        Named<T> known = today.get(name);
        if (known != null) {
            return known;
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new UnknownTypeException("Unknown " + what + ": " + name);
        }
        String version = matcher.group(2);
        return new Named<>(form(matcher.group(1)), version == null ? 1 : Integer.parseInt(version));
    }

    private Form<T> form(String name) {
        Form<T> form = forms.get(name);
        if (form == null) {
            throw new UnknownTypeException("Unknown " + what + ": " + name);
        }
        return form;
    }
}
