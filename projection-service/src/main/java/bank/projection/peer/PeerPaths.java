package bank.projection.peer;

import bank.es.StreamId;
import bank.http.Fault;
import bank.http.ProblemException;
import bank.http.QueryParameters;
import bank.projection.streams.Generation;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** The paths at which instances ask each other; nobody else is meant to call them, and they may change. */
final class PeerPaths {

    static final String ROWS = "/internal/views/:generation/:partition/rows";
    static final String VERSION = "/internal/views/:generation/:partition/version";
    static final String POSITIONS = "/internal/views/:generation/positions";
    static final String NEWS = "/internal/news";

    static final String TYPE = "type";
    static final String KEY = "key";
    static final String VERSION_WANTED = "version";
    static final String AFTER = "after";
    static final String WAIT = "wait";
    static final Set<String> ROWS_PARAMETERS = Set.of("from", "to", "beyond", "reverse", "limit", "stale");
    static final Set<String> VERSION_PARAMETERS = Set.of(TYPE, KEY, VERSION_WANTED, WAIT);
    static final Set<String> NEWS_PARAMETERS = Set.of(AFTER, WAIT);

    private PeerPaths() {}

    static String rows(Generation generation, int partition, RowsRequest request, boolean stale) {
        return "/internal/views/" + generation + "/" + partition + "/rows?from=" + text(request.from()) + "&to="
                + text(request.to()) + "&beyond=" + request.beyond() + "&reverse=" + request.reverse() + "&limit="
                + request.limit() + "&stale=" + stale;
    }

    /** What {@link #rows} wrote. */
    static RowsRequest rows(QueryParameters parameters) {
        return new RowsRequest(
                bytes(parameters, "from"),
                bytes(parameters, "to"),
                flag(parameters, "beyond"),
                flag(parameters, "reverse"),
                (int) parameters.number("limit", 1, RowsRequest.LIMIT_MOST).orElse(1));
    }

    static boolean isStale(QueryParameters parameters) {
        return flag(parameters, "stale");
    }

    private static boolean flag(QueryParameters parameters, String name) {
        return parameters.word(name, "true", "false").filter("true"::equals).isPresent();
    }

    static String version(Generation generation, int partition, StreamId stream, long version, Duration wait) {
        return "/internal/views/" + generation + "/" + partition + "/version?type=" + stream.type() + "&key="
                + stream.key() + "&version=" + version + "&wait=" + wait.toMillis();
    }

    static String positions(Generation generation) {
        return "/internal/views/" + generation + "/positions";
    }

    static String news(long after, Duration wait) {
        return NEWS + "?after=" + after + "&wait=" + wait.toMillis();
    }

    private static String text(Bytes key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.get());
    }

    private static Bytes bytes(QueryParameters parameters, String name) {
        try {
            return Bytes.wrap(
                    Base64.getUrlDecoder().decode(parameters.text(name).orElse("")));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed(Fault.inParameter(name, "It must be base64"));
        }
    }
}
