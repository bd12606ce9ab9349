import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Keeps a copy of all events of the bank in a database of its own, knowing nothing of the bank but docs/feed.md.
 * Arguments: the bank's address, and the database's, for JDBC. It runs until it is ended, by whatever means; started
 * again it goes on where it was, and each event is in the copy once.
 */
public class FeedReplica {

    private static final int AGAIN_MILLIS = 1_000;

    private final URI stream;
    private final Connection database;

    private FeedReplica(URI bank, Connection database) {
        this.stream = bank.resolve("/api/queries/feed/stream");
        this.database = database;
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        String bank = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8000";
        String url = arguments.length > 1 ? arguments[1] : "jdbc:h2:./replica;WRITE_DELAY=0";
        try (Connection database = DriverManager.getConnection(url)) {
            database.setAutoCommit(false);
            FeedReplica replica = new FeedReplica(URI.create(bank), database);
            replica.makeTables();
            while (true) {
                replica.follow();
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    private void makeTables() throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.execute("create table if not exists events ("
                    + "place bigint generated always as identity primary key, type varchar(100), event text)");
            sql.execute("create table if not exists feed (next text)");
        }
        database.commit();
    }

    /** Takes events until the connection ends: because the bank is stopped, say, or the network is gone. */
    private void follow() throws SQLException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(stream)
                    .header("Last-Event-ID", next())
                    .build();
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            if (response.statusCode() == 200) {
                take(response.body().iterator());
            } else {
                response.body().forEach(System.err::println);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The bank is away: " + e.getMessage());
        }
    }

    /** Each event is three lines, {@code id}, {@code event} and {@code data}, and an empty one at its end. */
    private void take(Iterator<String> lines) throws SQLException {
        String next = "";
        String type = "";
        String event = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                next = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                type = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                event = line.substring("data: ".length());
            } else if (line.isEmpty() && !next.isEmpty()) {
                keep(next, type, event);
                next = "";
                type = "";
                event = "";
            }
        }
    }

    /** What follows from the event, and from where to go on, are one transaction: neither can be without the other. */
    private void keep(String next, String type, String event) throws SQLException {
        if (!event.isEmpty()) {
            update("insert into events (type, event) values (?, ?)", type, event);
        }
        if (update("update feed set next = ?", next) == 0) {
            update("insert into feed (next) values (?)", next);
        }
        database.commit();
        System.out.println(event);
    }

    private int update(String text, String... values) throws SQLException {
        try (PreparedStatement sql = database.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                sql.setString(i + 1, values[i]);
            }
            return sql.executeUpdate();
        }
    }

    /** From where to go on; empty at the very beginning. */
    private String next() throws SQLException {
        try (Statement sql = database.createStatement();
                ResultSet row = sql.executeQuery("select next from feed")) {
            return row.next() ? row.getString("next") : "";
        }
    }
}
