package bank.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Stands between clients and a broker, and can lose every answer to one client from a certain request on: the broker
 * does as it was told, and the client never hears of it.
 */
public final class KafkaProxy implements AutoCloseable {

    private final ServerSocket server;
    private final IntSupplier brokerPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch tripped = new CountDownLatch(1);
    private volatile Trap trap = Trap.NONE;
    private volatile boolean silent;

    /** Which request of which client is the last whose answer could have come back. */
    private record Trap(int request, String client) {

        private static final Trap NONE = new Trap(-1, "");
        private static final int CLIENT_ID_LENGTH_AT = 8;

        /** A request begins with its kind, its version, its number, and the length and bytes of the client's id. */
        boolean isFrom(byte[] frame) {
            var header = ByteBuffer.wrap(frame);
            int length = header.getShort(CLIENT_ID_LENGTH_AT);
            return new String(frame, CLIENT_ID_LENGTH_AT + Short.BYTES, Math.max(0, length), UTF_8).contains(client);
        }

        boolean catches(byte[] frame) {
            return ByteBuffer.wrap(frame).getShort() == request && isFrom(frame);
        }
    }

    private KafkaProxy(ServerSocket server, IntSupplier brokerPort) {
        this.server = server;
        this.brokerPort = brokerPort;
    }

    /** A proxy on a free port of 127.0.0.1; the broker's port may become known later. */
    public static KafkaProxy start(IntSupplier brokerPort) {
        try {
            var proxy = new KafkaProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), brokerPort);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From its next request of this kind on, no answer comes back to a client whose id holds {@code client}. */
    public void loseAnswersFrom(ApiKeys request, String client) {
        trap = new Trap(request.id, client);
    }

    /** Done when such a request has gone to the broker. */
    public CountDownLatch tripped() {
        return tripped;
    }

    /** Cuts all connections; new ones work. */
    public void heal() {
        trap = Trap.NONE;
        silent = false;
        sockets.forEach(KafkaProxy::close);
        sockets.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort.getAsInt());
                sockets.addAll(List.of(client, broker));
                var muted = new AtomicBoolean();
                Thread.ofVirtual().start(() -> pump(client, broker, frame -> watch(frame, muted)));
                Thread.ofVirtual().start(() -> pump(broker, client, _ -> !muted.get()));
            } catch (IOException e) {
                close();
            }
        }
    }

    /** Looks at a request and lets it pass; its connection is muted before the broker can answer. */
    private boolean watch(byte[] frame, AtomicBoolean muted) {
        Trap set = trap;
        boolean caught = set.catches(frame);
        silent |= caught;
        if (silent && set.isFrom(frame)) {
            muted.set(true);
        }
        if (caught) {
            tripped.countDown();
        }
        return true;
    }

    /** Frame by frame: four bytes of length, then the frame. */
    private void pump(Socket from, Socket to, Predicate<byte[]> passes) {
        try (from;
                to) {
            var in = new DataInputStream(from.getInputStream());
            var out = new DataOutputStream(to.getOutputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                if (passes.test(frame)) {
                    out.writeInt(frame.length);
                    out.write(frame);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // Either end has gone: so does the other.
            sockets.removeAll(List.of(from, to));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
    }
}
