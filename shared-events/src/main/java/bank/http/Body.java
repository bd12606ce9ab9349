package bank.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, up to a bound. */
public final class Body {

    public static final int BYTES_MOST = 64 * 1024;

    /** So much more is read and thrown away, for a client that sends before it listens to get its answer. */
    private static final int DISCARDED_MOST = 256 * BYTES_MOST;

    private static final Buffer NONE = Buffer.buffer();

    private final HttpServerRequest request;
    private final Promise<Buffer> read = Promise.promise();
    private @Nullable Buffer body;
    private long seen;

    private Body(HttpServerRequest request) {
        this.request = request;
    }

    /**
     * The bytes of a JSON body, or none. It must be called before the event loop goes on to anything else.
     *
     * @return fails with a {@link ProblemException} for a body that is too large or not JSON by its media type
     */
    public static Future<Buffer> read(HttpServerRequest request) {
        Body body = new Body(request);
        request.handler(body::take);
        request.exceptionHandler(_ -> body.breakOff());
        request.endHandler(_ -> body.end());
        return body.read.future();
    }

    private void take(Buffer chunk) {
        seen += chunk.length();
        if (seen > BYTES_MOST) {
            body = null;
            read.tryFail(new ProblemException(ProblemType.CONTENT_TOO_LARGE.because(
                    "The body is too large", "A body may have " + BYTES_MOST + " bytes")));
            if (seen > DISCARDED_MOST) {
                request.connection().close();
            }
        } else {
            body = body == null ? chunk : body.appendBuffer(chunk);
        }
    }

    /** Its chunks are none, or the connection has ended before it. */
    private void breakOff() {
        read.tryFail(new ProblemException(ProblemType.MALFORMED_REQUEST.because("The body cannot be read")));
    }

    private void end() {
        Buffer whole = body == null ? NONE : body;
        if (whole.length() > 0 && !isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            read.tryFail(new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                    "The body must be JSON", "Send the body with Content-Type: application/json")));
        } else {
            read.tryComplete(whole);
        }
    }

    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
