package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountEvent.MoneyDeposited;
import bank.es.Envelope;
import bank.kit.Envelopes;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.EventRecords;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream is checked from its stored bytes, and what was set aside can be looked at. */
class IntegrityTest {

    private static final TestKafka KAFKA = TestKafka.withPartitions(2);

    @TempDir
    private static Path folder;

    private static RunningViews views;
    private static Publisher publisher;

    @BeforeAll
    static void start() {
        views = RunningViews.start(KAFKA, folder);
        publisher = new Publisher(KAFKA);
    }

    @AfterAll
    static void stop() {
        publisher.close();
        views.close();
    }

    @Test
    void aStreamThatNobodyTouchedVerifiesUpToItsHead() {
        TestAccount account = account("whole").deposit(1).deposit(2);
        written("whole", 3);

        JsonNode integrity = history("whole", "verify=true").required("integrity");

        assertThat(integrity.required("valid").booleanValue()).isTrue();
        assertThat(integrity.required("head").textValue()).isEqualTo(account.head());
        assertThat(integrity.required("first_bad_version").isNull()).isTrue();
        assertThat(history("whole", "verify=false").has("integrity")).isFalse();
        assertThat(history("whole", "limit=1").has("integrity")).isFalse();
    }

    @Test
    void aHeadThatWasKeptElsewhereMustBeInTheStream() {
        TestAccount account = account("kept").deposit(1);
        String kept = account.head();
        account.deposit(2);
        written("kept", 3);

        JsonNode found = history("kept", "expect_head=" + kept).required("integrity");
        JsonNode missed = history("kept", "verify=true&expect_head=another").required("integrity");

        assertThat(found.required("valid").booleanValue()).isTrue();
        assertThat(found.required("expected_head_found").booleanValue()).isTrue();
        assertThat(missed.required("valid").booleanValue()).isFalse();
        assertThat(missed.required("expected_head_found").booleanValue()).isFalse();
        assertThat(missed.required("head").textValue()).isEqualTo(account.head());
    }

    @Test
    void anEventOfAnotherHistoryIsSetAsideAndNamedAndTheStreamGoesOn() {
        TestAccount account = account("forked");
        var otherMoney = new MoneyDeposited(Money.of(999), Optional.empty(), Optional.empty());
        Envelope forged = Envelopes.of(Aggregates.ACCOUNT, "forked", 2, account.head(), otherMoney);
        account.deposit(1);
        publisher.events(List.of(forged));
        account.deposit(2);
        written("forked", 3);

        JsonNode letter = await().until(() -> letterOf("main/forked"), found -> !found.isMissingNode());
        JsonNode integrity = history("forked", "verify=true").required("integrity");

        assertThat(integrity.required("valid").booleanValue()).isFalse();
        assertThat(integrity.required("first_bad_version").longValue()).isEqualTo(forged.version());
        assertThat(integrity.required("head").textValue()).isEqualTo(account.head());
        assertThat(letter.required("topic").textValue())
                .isEqualTo(KAFKA.topics().events("account"));
        assertThat(letter.required("cause").textValue()).contains("is another event");
        assertThat(letter.required("headers").required("version").textValue()).isEqualTo("2");
        assertThat(letter.required("waits").isNull()).isTrue();
        assertThat(views.get("/api/queries/dead-letters/"
                                + letter.required("id").textValue())
                        .body())
                .isEqualTo(letter);
    }

    @Test
    void anAggregateThatWaitsForAMissingEventIsNamedByTheLetterOfTheNext() {
        account("gap").deposit(1).lose(1).deposit(1);

        JsonNode letter = await().until(() -> letterOf("main/gap"), found -> !found.isMissingNode());

        assertThat(letter.required("waits").required("type").textValue()).isEqualTo("account");
        assertThat(letter.required("waits").required("id").textValue()).isEqualTo("gap");
    }

    @Test
    void theFirstMissingEventOfAnAggregateThatWaitsIsNamed() {
        account("hole").deposit(1).lose(1).deposit(1);
        await().until(() -> letterOf("main/hole"), found -> !found.isMissingNode());

        JsonNode history = history("hole", "verify=true");

        assertThat(history.required("events").size()).isEqualTo(2);
        assertThat(history.at("/integrity/valid").booleanValue()).isFalse();
        assertThat(history.at("/integrity/first_bad_version").longValue()).isEqualTo(3);
        assertThat(views.get("/api/queries/accounts/hole/history").status()).isEqualTo(503);
    }

    /** Its letter is in that partition too, where its key does not belong: it is kept all the same, and once. */
    @Test
    void aRecordInTheWrongPartitionIsSetAsideOnce() throws Exception {
        Envelope event = TestAccount.someEvent();
        var record = EventRecords.toRecord(KAFKA.topics().events("account"), 0, event);
        int wrong = 1 - KAFKA.partitions().of(record.key());
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.kafka().producer())) {
            producer.send(new ProducerRecord<>(record.topic(), wrong, record.key(), record.value(), record.headers()))
                    .get();
            producer.send(new ProducerRecord<>(KAFKA.topics().deadLetters(), wrong, null, new byte[] {(byte) 0xff}))
                    .get();
        }

        await().until(() -> letters().toString().contains("\"/w==\""));

        assertThat(letters().findValuesAsText("key").stream().filter("main/acc-never"::equals))
                .hasSize(1);
        assertThat(letterOf("main/acc-never").required("cause").textValue()).contains("its key belongs into");
    }

    @Test
    void lettersComePageByPageTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            publisher.outcome("?" + i, "{}");
        }
        await().until(() -> letters().toString(), all -> all.contains("\"?4\"") && all.contains("\"?0\""));

        JsonNode all = letters();
        int seen = 0;
        String next = "";
        do {
            JsonNode page =
                    views.get("/api/queries/dead-letters?limit=2" + next).body();
            for (JsonNode letter : page.required("dead_letters")) {
                assertThat(letter.required("id")).isEqualTo(all.get(seen++).required("id"));
            }
            next = page.required("next").isNull()
                    ? ""
                    : "&after=" + page.required("next").textValue();
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(all.size());
        assertThat(all.findValuesAsText("set_aside_at")).isSorted();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(views.get("/api/queries/dead-letters/dl-nothing").status()).isEqualTo(404);
        assertThat(views.get("/api/queries/dead-letters?after=nonsense").status())
                .isEqualTo(400);
        assertThat(views.get("/api/queries/accounts/whole/history?verify=perhaps")
                        .status())
                .isEqualTo(400);
    }

    private static TestAccount account(String id) {
        return TestAccount.open(id, "Alice", 1, Instant.now(), publisher, views.keys);
    }

    private static void written(String id, long version) {
        assertThat(history(id, "min_version=" + version).required("version").longValue())
                .isGreaterThanOrEqualTo(version);
    }

    private static JsonNode history(String id, String query) {
        return views.get("/api/queries/accounts/" + id + "/history?" + query).body();
    }

    private static JsonNode letters() {
        JsonNode page = views.get("/api/queries/dead-letters?limit=1000").body();
        assertThat(page.required("count").intValue())
                .isEqualTo(page.required("dead_letters").size());
        return page.required("dead_letters");
    }

    private static JsonNode letterOf(String key) {
        for (JsonNode letter : letters()) {
            if (letter.path("key").asText().equals(key)) {
                return letter;
            }
        }
        return letters().path(-1);
    }
}
