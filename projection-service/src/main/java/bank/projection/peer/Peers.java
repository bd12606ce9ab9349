package bank.projection.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks other instances by HTTP. One that does not answer in time is left alone for a moment, so that not everybody waits
 * for it. Thread-safe.
 */
public final class Peers implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final long LEFT_ALONE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int OK = 200;

    /** Not by an upgrade to HTTP/2, which the other side does not offer. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    private final Map<HostInfo, Long> silentUntil = new ConcurrentHashMap<>();

    /**
     * What the other instance answers. It blocks.
     *
     * @throws InvalidStateStoreException if it cannot be had there now
     */
    byte[] ask(HostInfo host, String path) {
        if (isLeftAlone(host)) {
            throw new InvalidStateStoreException(host + " did not answer a moment ago");
        }
        try {
            HttpResponse<byte[]> response = http.send(request(host, path, LIMIT), BodyHandlers.ofByteArray());
            silentUntil.remove(host);
            return body(host, response);
        } catch (IOException e) {
            silentUntil.put(host, System.nanoTime() + LEFT_ALONE_NANOS);
            throw new InvalidStateStoreException(host + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidStateStoreException("Interrupted while " + host + " was asked", e);
        }
    }

    /** The same without waiting for it, where the answer itself may take that long. */
    CompletableFuture<byte[]> askLong(HostInfo host, String path, Duration most) {
        return http.sendAsync(request(host, path, most.plus(LIMIT)), BodyHandlers.ofByteArray())
                .thenApply(response -> body(host, response));
    }

    private static byte[] body(HostInfo host, HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new InvalidStateStoreException(host + " cannot say that now");
        }
        return response.body();
    }

    /** Once that time is over, one who asks again is enough to see whether it answers. */
    private boolean isLeftAlone(HostInfo host) {
        Long until = silentUntil.get(host);
        long now = System.nanoTime();
        return until != null && (until - now > 0 || !silentUntil.replace(host, until, now + LEFT_ALONE_NANOS));
    }

    private static HttpRequest request(HostInfo host, String path, Duration limit) {
        return HttpRequest.newBuilder(URI.create("http://" + host.host() + ":" + host.port() + path))
                .timeout(limit)
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
