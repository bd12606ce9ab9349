package bank.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.kit.Contract;
import bank.kit.Contract.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Sends requests that no HTTP client would let through, as they are. */
record RawClient(URI base) {

    private static final int PATIENCE_MILLIS = 20_000;

    /** The answer to a request whose head is sent as it is given, to which the path is only told for the contract. */
    Answer send(String method, String path, List<String> headers, String body) {
        Answer answer = parse(exchange(head(method, path, headers) + body));
        Contract.BANK.check(new Exchange(method, path, body, answer.status(), answer.headers(), answer.body()));
        return answer;
    }

    /** The only answer to what cannot be read as a request, and whatever follows it: a problem. */
    Answer refusal(String whatIsSent) {
        String whole = exchange(whatIsSent);
        assertThat(whole).containsOnlyOnce("HTTP/1");
        Answer answer = parse(whole);
        Contract.BANK.checkUnread(answer.status(), answer.headers(), answer.body());
        return answer;
    }

    private static String head(String method, String path, List<String> headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: bank\r\nConnection: close\r\n"
                + headers.stream().map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n";
    }

    /** All that comes back until the server closes the connection. */
    String exchange(String whatIsSent) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(whatIsSent.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String whole) {
        String[] parts = whole.split("\r\n\r\n", 2);
        String[] head = parts[0].split("\r\n", -1);
        var headers = Arrays.stream(head)
                .skip(1)
                .map(line -> line.split(": *", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
        return new Answer(
                Integer.parseInt(head[0].split(" ", 3)[1]),
                HttpHeaders.of(headers, (_, _) -> true),
                new String(parts[1].getBytes(ISO_8859_1), UTF_8));
    }
}
