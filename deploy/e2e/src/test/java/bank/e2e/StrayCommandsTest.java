package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.e2e.Client.Answer;
import bank.kit.TestKafka;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators can do about records on topics of commands that could not be taken. */
class StrayCommandsTest {

    private static final TestKafka KAFKA = TestKafka.withPartitions(2);

    @TempDir
    private static Path folder;

    private static ServicesHere services;
    private static Letters letters;
    private static Teller teller;

    @BeforeAll
    static void start() {
        services = ServicesHere.start(KAFKA, folder, Aggregates.BANK);
        teller = new Teller(new Client(services.base()));
        letters = new Letters(teller.client());
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void aCommandInTheWrongPartitionIsReplayedInItsOwnAndOnce() throws Exception {
        String account = teller.open("1");
        strayed(account);
        JsonNode letter = letters.awaitOfKey("main/" + account);
        String id = letter.required("id").textValue();
        String path = "dead-letters/" + id + "/replay";

        Answer replayed = letters.decide(path, "{\"reason\": \"the sender is mended\"}", "Idempotency-Key", "k-" + id);
        Answer repeated = letters.decide(path, "{\"reason\": \"the sender is mended\"}", "Idempotency-Key", "k-" + id);
        Answer another = letters.replay(id);

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(repeated.body()).isEqualTo(replayed.body());
        assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(another.status()).isEqualTo(409);
        assertThat(teller.balance(account, 2)).isEqualByComparingTo("8");
        assertThat(teller.deposit(account, "1").json().required("new_balance").decimalValue())
                .isEqualByComparingTo("9");
    }

    @Test
    void whatNobodyCanReadIsSetAsideAnewWhenItIsReplayed() throws Exception {
        String key = "main/" + Teller.fresh("acc-");
        send(new ProducerRecord<>(
                KAFKA.topics().commands("account"), partition(key), key.getBytes(UTF_8), "?".getBytes(UTF_8)));
        JsonNode letter = letters.awaitOfKey(key);

        assertThat(letters.replay(letter.required("id").textValue()).status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(letters.allOfKey(key)).hasSize(2));
        assertThat(letters.allOfKey(key))
                .extracting(found -> found.required("status").textValue())
                .containsExactly("replayed", "open");
    }

    @Test
    void whatCanNeverBeACommandIsOnlyDiscarded() throws Exception {
        send(new ProducerRecord<>(KAFKA.topics().commands("account"), 0, null, "no key".getBytes(UTF_8)));
        JsonNode letter = letters.await(found -> found.path("value").asText().equals("no key"));
        String id = letter.required("id").textValue();

        Answer replayed = letters.replay(id);

        assertThat(replayed.status()).isEqualTo(409);
        assertThat(Teller.error(replayed)).contains("can never be a command");
        assertThat(letters.discard(id, "a test").status()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNotAskedForIsAFault() {
        assertThat(letters.replay("dl-nothing").status()).isEqualTo(404);
        assertThat(Teller.error(letters.replay("dl-nothing"))).isEqualTo("Dead letter not found");
        assertThat(letters.decide("dead-letters/dl-nothing/discard", "{\"reason\": \"\"}")
                        .status())
                .isEqualTo(400);
        assertThat(letters.decide("dead-letters/dl-nothing/discard", "{\"because\": \"x\"}")
                        .status())
                .isEqualTo(400);
    }

    /** A deposit of 7 as a sender that partitions otherwise would have sent it. */
    private static void strayed(String account) throws Exception {
        String other = teller.open("0");
        teller.client().post(Teller.ACCOUNTS + "/" + other + "/deposit", "{\"amount\": 7}", "Prefer", "respond-async");
        String otherKey = "main/" + other;
        ConsumerRecord<byte[], byte[]> sent = await().until(
                        () -> KAFKA.records(KAFKA.topics().commands("account")).stream()
                                .filter(record -> new String(record.key(), UTF_8).equals(otherKey))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
        String key = "main/" + account;
        send(new ProducerRecord<>(sent.topic(), 1 - partition(key), key.getBytes(UTF_8), sent.value(), sent.headers()));
    }

    private static int partition(String key) {
        return KAFKA.partitions().of(key);
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.kafka().producer())) {
            producer.send(record).get();
        }
    }
}
