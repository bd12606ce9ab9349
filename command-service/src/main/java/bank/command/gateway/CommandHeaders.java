package bank.command.gateway;

import bank.http.Faults;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The headers that every command takes. */
final class CommandHeaders {

    static final String IF_MATCH = "If-Match";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern VERSION_TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private CommandHeaders() {}

    /** The version that the aggregate must have by the header. */
    static OptionalLong ifMatch(MultiMap headers, Faults faults) {
        List<String> tags = headers.getAll(IF_MATCH);
        if (tags.isEmpty()) {
            return OptionalLong.empty();
        }
        var tag = VERSION_TAG.matcher(tags.getFirst().strip());
        if (tags.size() == 1 && tag.matches()) {
            return OptionalLong.of(Long.parseLong(tag.group(1)));
        }
        faults.addInHeader(IF_MATCH, "It must be one version in quotes, like \"7\"; no list, no *, nothing weak");
        return OptionalLong.empty();
    }

    static Optional<String> idempotencyKey(MultiMap headers, Faults faults) {
        List<String> keys = headers.getAll(IDEMPOTENCY_KEY);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() == 1 && KEY.matcher(keys.getFirst()).matches()) {
            return Optional.of(keys.getFirst());
        }
        faults.addInHeader(IDEMPOTENCY_KEY, "It must be one key of 1 to 255 visible ASCII characters");
        return Optional.empty();
    }
}
