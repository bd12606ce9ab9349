package bank.trace;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The context of a trace as the W3C writes it, in HTTP and in records alike. */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_AT = 3;
    private static final int TRACE_END = TRACE_AT + 32;

    private TraceParent() {}

    /** The header's text, if it is of that form; by the W3C's rules, any other is as none. */
    public static Optional<String> of(@Nullable String header) {
        return Optional.ofNullable(header).filter(text -> FORM.matcher(text).matches());
    }

    /** Which trace it names. */
    public static String traceId(String traceparent) {
        return traceparent.substring(TRACE_AT, TRACE_END);
    }
}
