package bank.e2e;

import static bank.e2e.CommandLine.bank;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.e2e.CommandLine.Ran;
import bank.wire.KafkaSettings;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What {@code ./bank dead-letters} shows and decides. */
class CliLettersTest {

    @Test
    void whatWasSetAsideIsListedAndShown() {
        publishAnOutcomeOfNothing();

        String id = await().until(CliLettersTest::letterOfTheOutcome, found -> !found.isEmpty());
        Ran shown = bank("dead-letters", "show", id);

        assertThat(shown.json().required("topic").textValue()).isEqualTo("bank.outcomes");
        assertThat(bank("dead-letters", "--json").out()).contains(id);
    }

    @Test
    void whatWasSetAsideIsDiscardedWithAReason() {
        publishAnOutcomeOfNothing();
        String id = await().until(CliLettersTest::openLetterOfTheOutcome, found -> !found.isEmpty());

        Ran discarded = bank("dead-letters", "discard", id, "--reason", "a test wrote it", "--json");
        await().until(() -> bank("dead-letters", "show", id).out().contains("a test wrote it"));
        Ran again = bank("dead-letters", "discard", id);
        Ran replayed = bank("dead-letters", "replay", id);

        assertThat(bank("dead-letters", "--open").out()).doesNotContain(id);
        assertThat(discarded.json().required("type").textValue()).isEqualTo("LetterDiscarded");
        assertThat(discarded.json().required("data").required("reason").textValue())
                .isEqualTo("a test wrote it");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("Dead letter was discarded already");
        assertThat(replayed.code()).isEqualTo(1);
        assertThat(bank("dead-letters").out().lines().filter(line -> line.startsWith(id)))
                .allMatch(line -> line.contains("  discarded  "));
    }

    private static void publishAnOutcomeOfNothing() {
        Map<String, Object> config = new KafkaSettings(Bank.shared().kafka()).producer();
        try (var producer = new KafkaProducer<byte[], byte[]>(config)) {
            producer.send(new ProducerRecord<>("bank.outcomes", "?".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String letterOfTheOutcome() {
        return letter("dead-letters");
    }

    /** One that no other test has decided on. */
    private static String openLetterOfTheOutcome() {
        return letter("dead-letters", "--open");
    }

    private static String letter(String... list) {
        return bank(list)
                .out()
                .lines()
                .filter(line -> line.contains("The key is no command"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElse("");
    }
}
