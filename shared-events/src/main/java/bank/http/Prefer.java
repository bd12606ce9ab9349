package bank.http;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The preferences of a request (RFC 7240); those that nobody here knows are ignored.
 *
 * @param respondAsync whether the caller does not want to wait for the outcome
 * @param staleOk whether the caller takes an answer from a copy that may be behind
 * @param waiting for how long the caller would wait, as it was sent
 */
public record Prefer(boolean respondAsync, boolean staleOk, Optional<String> waiting) {

    public static final Prefer NOTHING = new Prefer(false, false, Optional.empty());

    private static final String HEADER = "Prefer";

    public static Prefer of(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HEADER);
        return headers.isEmpty() ? NOTHING : parse(String.join(",", headers));
    }

    static Prefer parse(String header) {
        Prefer prefer = NOTHING;
        for (String preference : header.split(",", -1)) {
            String[] pair = preference.split(";", 2)[0].split("=", 2);
            prefer = prefer.and(
                    pair[0].strip().toLowerCase(Locale.ROOT),
                    pair.length == 2 ? pair[1].strip().replace("\"", "") : "");
        }
        return prefer;
    }

    /** Of a preference that comes twice, the first counts. */
    private Prefer and(String name, String value) {
        return switch (name) {
            case "respond-async" -> new Prefer(true, staleOk, waiting);
            case "stale-ok" -> new Prefer(respondAsync, true, waiting);
            case "wait" -> waiting.isPresent() ? this : new Prefer(respondAsync, staleOk, Optional.of(value));
            default -> this;
        };
    }

    /** For how long the caller would wait; anything but 0 to 30 whole seconds is a fault of the request. */
    public Optional<Duration> maxWait() {
        return waiting.map(Prefer::seconds);
    }

    private static Duration seconds(String text) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 0 && seconds <= QueryParameters.WAIT_MOST_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static ProblemException wrong() {
        return ProblemException.malformed(Fault.inHeader(
                HEADER, "wait must be a whole number of seconds from 0 to " + QueryParameters.WAIT_MOST_SECONDS));
    }
}
