package bank.projection.query;

import bank.http.QueryParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter that names a time in the past. */
public final class AsOf {

    public static final String PARAMETER = "as_of";

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private AsOf() {}

    /** The time that the caller names, if any; a time to come is a fault. */
    public static Optional<Instant> read(QueryParameters parameters, Instant now) {
        Optional<String> text = parameters.text(PARAMETER);
        Optional<Instant> time = text.flatMap(AsOf::parse);
        if (text.isPresent() && time.isEmpty()) {
            return parameters.fault(PARAMETER, "It must be a time in UTC such as 2026-01-02T03:04:05Z");
        }
        return time.isPresent() && time.get().isAfter(now)
                ? parameters.fault(PARAMETER, "It must not be a time to come")
                : time;
    }

    private static Optional<Instant> parse(String text) {
        try {
            return FORM.matcher(text).matches() ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
