package bank.http;

import bank.wire.Ids;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The query parameters of a request, read strictly: each reader notes what is wrong, and {@link #check} then names all
 * of it. Not thread-safe.
 */
public final class QueryParameters {

    public static final int LIMIT_MOST = 1000;
    public static final int WAIT_MOST_SECONDS = 30;
    private static final int TEXT_MOST = 1000;
    private static final int NAME_MOST = 64;

    private final MultiMap query;
    private final Faults faults = new Faults();

    private QueryParameters(MultiMap query) {
        this.query = query;
    }

    /** The parameters of a request that takes the {@code known} ones, each at most once. */
    public static QueryParameters of(RoutingContext request, Set<String> known) {
        // The request's own parameters would have those of the path among them.
        QueryParameters parameters = new QueryParameters(request.queryParams());
        for (String name : parameters.query.names()) {
            if (!known.contains(name)) {
                parameters.fault(
                        name.substring(0, Math.min(name.length(), NAME_MOST)),
                        "It is not known here; known are " + sorted(known));
            } else if (parameters.query.getAll(name).size() > 1) {
                parameters.fault(name, "It must not be given twice");
            }
        }
        return parameters;
    }

    private static String sorted(Set<String> known) {
        return known.isEmpty()
                ? "none"
                : String.join(", ", known.stream().sorted().toList());
    }

    public Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(query.get(name));
        if (value.isPresent() && value.get().length() > TEXT_MOST) {
            return fault(name, "It must have at most " + TEXT_MOST + " characters");
        }
        return value;
    }

    public Optional<String> id(String name) {
        Optional<String> value = text(name);
        return value.isPresent() && !Ids.FORM.matcher(value.get()).matches()
                ? fault(name, "It must be an id: 1 to 64 letters, digits, - and _, the first a letter or a digit")
                : value;
    }

    /** One of a few words. */
    public Optional<String> word(String name, String... words) {
        Optional<String> value = text(name);
        return value.isPresent() && !List.of(words).contains(value.get())
                ? fault(name, "It must be one of " + String.join(", ", words))
                : value;
    }

    public OptionalLong number(String name, long least, long most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most && value.get().charAt(0) != '+') {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Named below like a number out of bounds.
        }
        fault(name, "It must be a whole number from " + least + " to " + most);
        return OptionalLong.empty();
    }

    /** How many entries a page may have. */
    public int limit(int otherwise) {
        return (int) number("limit", 1, LIMIT_MOST).orElse(otherwise);
    }

    /** Notes a fault that the caller found; the empty result is for the caller to return. */
    public <T> Optional<T> fault(String name, String detail) {
        faults.add(Fault.inParameter(name, detail));
        return Optional.empty();
    }

    /** Ends the request with all faults named, if there are any. */
    public void check() {
        faults.check();
    }
}
