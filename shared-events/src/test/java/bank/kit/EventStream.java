package bank.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** Reads server-sent events, as a browser would. Not thread-safe. */
public final class EventStream implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final InputStream body;
    private final Scanner lines;

    /** One event; without a type where it only says how far the stream is. */
    public record Sent(String id, String type, String data) {}

    private EventStream(InputStream body) {
        this.body = body;
        this.lines = new Scanner(body, UTF_8);
    }

    public static EventStream open(URI address, String... headers) {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventStream(
                    CLIENT.send(request.build(), BodyHandlers.ofInputStream()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next so many events; waits for them. */
    public List<Sent> next(int count) {
        List<Sent> events = new ArrayList<>();
        while (events.size() < count) {
            Sent sent = block();
            if (!sent.type().isEmpty()) {
                events.add(sent);
            }
        }
        return events;
    }

    /** What is sent up to the next empty line. */
    private Sent block() {
        var sent = new Sent("", "", "");
        for (String line = lines.nextLine(); !line.isEmpty(); line = lines.nextLine()) {
            String[] field = line.split(": ", 2);
            sent = switch (field[0]) {
                case "id" -> new Sent(field[1], sent.type(), sent.data());
                case "event" -> new Sent(sent.id(), field[1], sent.data());
                case "data" -> new Sent(sent.id(), sent.type(), field[1]);
                default -> sent;
            };
        }
        return sent;
    }

    /** Reads until the stream ends, which it must do in order. */
    public void awaitEnd() {
        while (lines.hasNextLine()) {
            lines.nextLine();
        }
        if (lines.ioException() != null) {
            throw new AssertionError("The stream broke off", lines.ioException());
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
