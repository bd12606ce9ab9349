package bank.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One client on its own connection: it asks, waits for the answer, and asks again. Used by one thread. */
final class Client implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final RequestTemplate template;
    private final ResponseReader responses = new ResponseReader();
    private long askedAt;

    private Client(SocketChannel channel, RequestTemplate template) {
        this.channel = channel;
        this.template = template;
        this.request = template.buffer();
    }

    static Client connect(InetSocketAddress address, RequestTemplate template, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var client = new Client(channel, template);
        channel.register(selector, SelectionKey.OP_READ, client);
        return client;
    }

    void ask(int one, int other) throws IOException {
        template.fill(request, one, other);
        askedAt = System.nanoTime();
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("The connection took only a part of a request");
        }
    }

    /** The answer's status once it is complete, else {@link ResponseReader#INCOMPLETE}. */
    int read() throws IOException {
        return responses.read(channel);
    }

    /** When it last asked, by {@link System#nanoTime}. */
    long askedAt() {
        return askedAt;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
