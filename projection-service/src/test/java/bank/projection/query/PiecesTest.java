package bank.projection.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer in pieces costs the memory of one, whoever reads it; and half of it is never taken for the whole. */
class PiecesTest {

    private static final int PIECE_BYTES = 64 * 1024;
    private static final int READ_LIMIT_MILLIS = 10_000;
    /** More than the sockets of both sides can hold. */
    private static final int PIECES_BEFORE_A_READER_MUST_READ = 400;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Pieces.Source source = () -> Future.succeededFuture(Optional.empty());
    private HttpServer server;

    @BeforeEach
    void open() {
        Router router = Router.router(vertx);
        router.get("/")
                .handler(request -> Pieces.send(request, "text/plain", () -> {
                    asked.incrementAndGet();
                    return source.next();
                }));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Socket request() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(PIECE_BYTES);
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: bank\r\n\r\n".getBytes(US_ASCII));
        return socket;
    }

    @Test
    void whoDoesNotReadIsSentNoMore() throws IOException {
        Buffer piece = Buffer.buffer("x".repeat(PIECE_BYTES));
        source = () -> Future.succeededFuture(Optional.of(piece));
        try (Socket socket = request()) {
            int madeUnread = awaitRest();
            assertThat(madeUnread).isLessThan(PIECES_BEFORE_A_READER_MUST_READ);

            socket.getInputStream().readNBytes(PIECES_BEFORE_A_READER_MUST_READ * PIECE_BYTES);
            assertThat(asked.get()).as("who reads on is sent more").isGreaterThan(madeUnread);
        }
        int atTheEnd = awaitRest();
        assertThat(atTheEnd).as("nothing is made for who has gone").isEqualTo(awaitRest());
    }

    /** How many pieces were made when no more are made. */
    private int awaitRest() {
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            int now = asked.get();
            return before.getAndSet(now) == now;
        });
        return before.get();
    }

    @Test
    void whereAPieceCannotBeMadeTheConnectionBreaks() throws IOException {
        source = () -> asked.get() < 3
                ? Future.succeededFuture(Optional.of(Buffer.buffer("half")))
                : Future.failedFuture(new IllegalStateException("A defect"));
        try (Socket socket = request()) {
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).contains("half").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aRequestForWhichThereIsNotEvenAFirstPieceFailsAsAnyOther() throws IOException {
        source = () -> Future.failedFuture(new IllegalStateException("A defect"));
        try (Socket socket = request()) {
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 500".length());
            assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 500");
        }
    }
}
