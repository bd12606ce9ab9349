package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountEvent.AccountClosed;
import bank.es.Envelope;
import bank.kit.Envelopes;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.KafkaSettings;
import bank.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void theExampleFollowsEveryEventAndVerifiesEveryChain() throws IOException {
        String account = Teller.of(Bank.shared()).open("12.5");

        List<String> lines = followEvents(Bank.shared().kafka(), "bank").lines().toList();

        assertThat(lines)
                .anyMatch(line ->
                        line.startsWith("bank.account.events main/" + account + " 1 AccountOpened {\"owner\":\"v1.")
                                && line.endsWith("\"initial_balance\":12.5}"));
        assertThat(lines.getLast()).matches("[1-9][0-9]* streams verified to their heads");
    }

    /** Their own chains are whole, so only the place at which they stand says that they are none of ours. */
    @ParameterizedTest
    @CsvSource({"wrong-key, account, main/acc-2", "wrong-topic, transfer, main/acc-1"})
    void theExampleFindsAnEventUnderAnotherKeyOrOnAnotherTopic(String prefix, String type, String key)
            throws Exception {
        var topics = new Topics(prefix);
        Envelope event = Envelopes.of(Aggregates.ACCOUNT, "acc-1", 1, HashChain.START, new AccountClosed());
        var ours = EventRecords.toRecord(topics.events(type), 0, event);
        var kafka = new KafkaSettings(Bank.shared().kafka());
        try (var admin = Admin.create(kafka.admin());
                var producer = new KafkaProducer<byte[], byte[]>(kafka.producer())) {
            // The event is older than what the broker keeps where a topic does not say otherwise.
            var both = Stream.of("account", "transfer")
                    .map(each -> new NewTopic(topics.events(each), 1, (short) 1)
                            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
            admin.createTopics(both.toList()).all().get();
            producer.send(new ProducerRecord<>(
                            ours.topic(), 0, ours.timestamp(), key.getBytes(UTF_8), ours.value(), ours.headers()))
                    .get();
        }

        assertThat(followEvents(Bank.shared().kafka(), prefix))
                .contains("The chain of " + topics.events(type) + " " + key + " is broken at offset 0")
                .doesNotContain("verified");
    }

    /** The jars are taken from the tests' own class path: those of the page are there only once all is packaged. */
    static String followEvents(String kafka, String prefix) throws IOException {
        Matcher found = BLOCK_OF_FOLLOW_EVENTS.matcher(Files.readString(Tour.ROOT.resolve("docs/event-format.md")));
        assertThat(found.find()).isTrue();
        return Tour.run(found.group(1)
                        .replace("deploy/standalone/target/lib/*", System.getProperty("java.class.path"))
                        .replace("java -cp", System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1 -cp")
                        .replace("127.0.0.1:9092", kafka)
                + " " + prefix);
    }
}
