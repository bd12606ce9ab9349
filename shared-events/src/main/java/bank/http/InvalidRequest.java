package bank.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Answers what is no HTTP, or has more before its body than is read: none of it ever comes to the router. */
final class InvalidRequest {

    private InvalidRequest() {}

    static void handle(HttpServerRequest request) {
        long start = System.nanoTime();
        problem(request.decoderResult().cause()).answer().send(request.response());
        RequestLog.log(request, start);
    }

    private static Problem problem(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                ProblemType.URI_TOO_LONG.because("The request's path and query are too long");
            case TooLongHttpHeaderException _ ->
                ProblemType.HEADERS_TOO_LARGE.because("The request's headers are too large");
            case null, default -> ProblemType.MALFORMED_REQUEST.because("The request cannot be read");
        };
    }
}
