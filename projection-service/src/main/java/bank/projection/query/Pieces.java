package bank.projection.query;

import bank.wire.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer piece by piece. The next piece is made once the reader has taken the last one, so that a slow reader
 * costs the memory of one piece. Where no next piece can be made, the connection is broken: nobody must take half an
 * answer for the whole.
 */
public final class Pieces {

    private static final Logger LOG = LoggerFactory.getLogger(Pieces.class);

    private final HttpServerResponse response;
    private final Source source;

    private Pieces(HttpServerResponse response, Source source) {
        this.response = response;
        this.source = source;
    }

    /** Where the pieces come from. */
    @FunctionalInterface
    public interface Source {

        /** The next piece; nothing behind the last. It is asked for one at a time. */
        Future<Optional<Buffer>> next();
    }

    /** Answers with all pieces of the source. If there is not even a first, the request fails as any other. */
    public static void send(RoutingContext request, String mediaType, Source source) {
        source.next().onFailure(request::fail).onSuccess(first -> {
            HttpServerResponse response = request.response();
            if (!response.closed()) {
                response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
                new Pieces(response, source).go(first);
            }
        });
    }

    private void go(Optional<Buffer> piece) {
        if (piece.isEmpty()) {
            var _ = response.end();
        } else {
            response.write(piece.get()).onSuccess(_ -> more());
        }
    }

    private void more() {
        if (!response.closed()) {
            source.next().onSuccess(this::go).onFailure(this::breakOff);
        }
    }

    private void breakOff(Throwable cause) {
        if (!response.closed()) {
            LOG.atWarn()
                    .addKeyValue("id", Ids.random("err-"))
                    .setCause(cause)
                    .log("An answer could not be sent to its end");
            var _ = response.reset();
        }
    }
}
