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
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Stands between clients and a broker, and can hold back every answer to one client from a certain request on: the broker
 * does as it was told, and the client hears of it late or never. While there is no broker, it closes what is opened.
 */
public final class KafkaProxy implements AutoCloseable {

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final ServerSocket server;
    private final IntSupplier brokerPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Trap trap = Trap.NONE;
    private volatile boolean caught;
    private volatile CountDownLatch tripped = new CountDownLatch(1);
    private volatile CountDownLatch released = OPEN;

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

    /**
     * From its next request of this kind on, no answer comes back to a client whose id holds {@code client}, until it is
     * released or lost.
     */
    public void holdAnswersFrom(ApiKeys request, String client) {
        released = new CountDownLatch(1);
        tripped = new CountDownLatch(1);
        trap = new Trap(request.id, client);
    }

    /** Done when such a request has gone to the broker. */
    public CountDownLatch tripped() {
        return tripped;
    }

    /** What was held back comes, and nothing is held back any more. */
    public void release() {
        trap = Trap.NONE;
        caught = false;
        released.countDown();
    }

    /** What was held back is lost: cuts all connections; new ones work. */
    public void heal() {
        trap = Trap.NONE;
        caught = false;
        sockets.forEach(KafkaProxy::close);
        sockets.clear();
        released.countDown();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                join(server.accept());
            } catch (IOException e) {
                close();
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort.getAsInt());
            sockets.addAll(List.of(client, broker));
            var gate = new Gate();
            Thread.ofVirtual().start(() -> pump(client, broker, frame -> watch(frame, gate)));
            Thread.ofVirtual().start(() -> pump(broker, client, _ -> gate.pass()));
        } catch (IOException e) {
            close(client);
        }
    }

    /** Where the answers of a connection pass, or wait. */
    private static final class Gate {

        private volatile CountDownLatch opening = OPEN;

        void pass() {
            try {
                opening.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at a request; the gate of its connection is shut before the broker can answer. */
    private void watch(byte[] frame, Gate gate) {
        Trap set = trap;
        boolean first = set.catches(frame);
        if (first) {
            caught = true;
        }
        if (caught && set.isFrom(frame)) {
            gate.opening = released;
        }
        if (first) {
            tripped.countDown();
        }
    }

    /** Frame by frame: four bytes of length, then the frame. */
    private void pump(Socket from, Socket to, Consumer<byte[]> before) {
        try (from;
                to) {
            var in = new DataInputStream(from.getInputStream());
            var out = new DataOutputStream(to.getOutputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                before.accept(frame);
                out.writeInt(frame.length);
                out.write(frame);
                out.flush();
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
