package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages for users tell them to type does what they say. */
class DocsTest {

    private static final Pattern BLOCK_OF_FOLLOW_EVENTS =
            Pattern.compile("```\n(java -cp [^`]*FollowEvents.java 127.0.0.1:9092)\n```");

    private static final Pattern SUGGESTIONS =
            Pattern.compile("Try, in another terminal:\n\n(.*?)\n\nCtrl-C closes it", Pattern.DOTALL);

    @Test
    void thePageOnHttpPrintsWhatItSays() throws IOException {
        Tour tour = Tour.of(Tour.ROOT.resolve("docs/http.md"));
        assertThat(tour.steps()).hasSizeGreaterThan(25);

        tour.take(Bank.shared().base());
    }

    @Test
    void noCommandOfThePageOnHttpStandsOutsideOfWhatIsRun() throws IOException {
        String rest = Pattern.compile("```console\n.*?```", Pattern.DOTALL)
                .matcher(Files.readString(Tour.ROOT.resolve("docs/http.md")))
                .replaceAll("");

        assertThat(rest).doesNotContain("curl ", "```");
    }

    @Test
    void whatTheWelcomeSuggestsWorksAsItIsPrinted() {
        Matcher found = SUGGESTIONS.matcher(Bank.shared().output());
        assertThat(found.find()).isTrue();
        List<String> commands = found.group(1).lines().toList();
        assertThat(commands).hasSize(4);

        String opened = Tour.run(commands.get(0) + "\n" + commands.get(1));

        Matcher account = Pattern.compile("\\{\"account_id\":\"(acc-\\w+)\".*\"AccountOpened\"")
                .matcher(opened);
        assertThat(account.find()).as(opened).isTrue();
        await().untilAsserted(() -> assertThat(Tour.run(commands.get(2)))
                .contains("{\"accounts\":[", "\"id\":\"" + account.group(1) + "\""));
        assertThat(Tour.run(commands.get(3))).contains("{\"status\":\"healthy\",\"aggregates\":");
    }

    /** The jars are taken from the tests' own class path: those of the page are there only once all is packaged. */
    @Test
    void theExampleFollowsEveryEventAndVerifiesEveryChain() throws IOException {
        String account = Teller.of(Bank.shared()).open("12.5");
        Matcher found = BLOCK_OF_FOLLOW_EVENTS.matcher(Files.readString(Tour.ROOT.resolve("docs/event-format.md")));
        assertThat(found.find()).isTrue();
        String command = found.group(1)
                .replace("deploy/standalone/target/lib/*", System.getProperty("java.class.path"))
                .replace("java -cp", System.getProperty("java.home") + "/bin/java -cp")
                .replace("127.0.0.1:9092", Bank.shared().kafka());

        List<String> lines = Tour.run(command).lines().toList();

        assertThat(lines)
                .anyMatch(line ->
                        line.startsWith("bank.account.events main/" + account + " 1 AccountOpened {\"owner\":\"v1.")
                                && line.endsWith("\"initial_balance\":12.5}"));
        assertThat(lines.getLast()).matches("[1-9][0-9]* streams verified to their heads");
    }
}
