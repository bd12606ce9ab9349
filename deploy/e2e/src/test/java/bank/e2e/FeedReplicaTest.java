package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a copy elsewhere, as the page on the feed starts it. */
class FeedReplicaTest {

    private static final Pattern BLOCK = Pattern.compile("```\n(java -cp h2.jar [^`]*)\n```");
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    private final Teller teller = Teller.of(Bank.shared());

    @Test
    void aReplicaThatIsKilledAgainAndAgainHasEachEventOnce() throws IOException, SQLException {
        String account = teller.open("1");
        for (int kill = 0; kill < KILLS; kill++) {
            Path killed = folder.resolve("output-" + kill);
            Process replica = start(killed);
            teller.deposit(account, "1");
            teller.transfer(account, teller.open("1"), "1");
            // Killed amid the twelve events and more that it has to take, or soon after.
            awaitLines(killed, 1 + kill * 4);
            kill(replica);
        }
        List<String> all = feed();
        Path output = folder.resolve("output");
        Process last = start(output);
        // A kill may come between what is kept and what is printed; of a new event that is seen, all others are before.
        awaitEvent(
                output,
                teller.deposit(account, "1")
                        .json()
                        .required("event")
                        .required("id")
                        .textValue());
        kill(last);

        assertThat(copy()).doesNotHaveDuplicates().containsAll(all);
    }

    private Process start(Path output) throws IOException {
        Matcher found = BLOCK.matcher(Files.readString(Tour.ROOT.resolve("docs/feed.md")));
        assertThat(found.find()).isTrue();
        String command = found.group(1)
                .replace("h2.jar", System.getProperty("java.class.path"))
                .replace("java -cp", "exec " + System.getProperty("java.home") + "/bin/java -cp")
                .replace("http://127.0.0.1:8000", Bank.shared().base().toString())
                .replace("jdbc:h2:./replica", database());
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(Tour.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        return process;
    }

    private String database() {
        return "jdbc:h2:" + folder.resolve("replica").toAbsolutePath();
    }

    private static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    private static void awaitLines(Path output, int lines) {
        await().atMost(STARTS_WITHIN)
                .until(() -> Files.readAllLines(output, UTF_8).size() >= lines);
    }

    private static void awaitEvent(Path output, String id) {
        await().atMost(STARTS_WITHIN)
                .until(() -> Files.readString(output, UTF_8).contains("\"id\":\"" + id + "\""));
    }

    private static String id(String event) {
        return Json.read(event, JsonNode.class).required("id").textValue();
    }

    private List<String> copy() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database());
                var sql = connection.createStatement();
                var rows = sql.executeQuery("select event from events order by place")) {
            while (rows.next()) {
                ids.add(id(rows.getString("event")));
            }
        }
        return ids;
    }

    /** All that has happened in the bank so far, read by pages. */
    private List<String> feed() {
        List<String> ids = new ArrayList<>();
        String after = "";
        JsonNode events;
        do {
            JsonNode page = teller.query("feed?limit=1000" + after).json();
            events = page.required("events");
            ids.addAll(Teller.texts(events, "id"));
            after = "&after=" + page.required("next").textValue();
        } while (!events.isEmpty());
        return ids;
    }
}
