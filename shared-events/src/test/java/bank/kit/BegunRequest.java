package bank.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A request that a server has taken up and may not have answered yet, on a connection of its own. Not thread-safe. */
public final class BegunRequest implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LIVE = "{\"status\":\"live\"}";

    private final Socket socket;

    private BegunRequest(Socket socket) {
        this.socket = socket;
    }

    /** Sends it; {@code headers} are whole lines. */
    public static BegunRequest get(URI address, String... headers) throws IOException {
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String lines = Arrays.stream(headers).map(line -> line + "\r\n").collect(Collectors.joining());
        String both = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
                + ("GET " + address.getRawPath() + query + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
        socket.getOutputStream().write(both.getBytes(UTF_8));
        // Once the one before it is answered, it is the one that the server is at.
        readTo(LIVE, socket.getInputStream());
        return new BegunRequest(socket);
    }

    private static void readTo(String end, InputStream input) throws IOException {
        var read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = input.read();
            if (next < 0) {
                throw new AssertionError("It ended with " + read);
            }
            read.append((char) next);
        }
    }

    /** All that comes until the server ends the connection; fails where it is torn. */
    public String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
