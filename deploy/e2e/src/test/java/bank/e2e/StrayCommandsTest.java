package bank.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.e2e.Client.Answer;
import bank.kit.TestKafka;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What operators can do about records on topics of commands that could not be taken. */
class StrayCommandsTest {

    private static final ServicesHere SERVICES = ServicesHere.shared();
    private static final TestKafka KAFKA = SERVICES.kafka();
    private static final Letters LETTERS = SERVICES.letters();
    private static final Teller TELLER = SERVICES.teller();

    @Test
    void aCommandInTheWrongPartitionIsReplayedInItsOwnAndOnce() throws Exception {
        String account = TELLER.open("1");
        strayed(account);
        JsonNode letter = LETTERS.awaitOfKey("main/" + account);
        String id = letter.required("id").textValue();
        String path = "dead-letters/" + id + "/replay";

        Answer replayed = LETTERS.decide(path, "{\"reason\": \"the sender is mended\"}", "Idempotency-Key", "k-" + id);
        Answer repeated = LETTERS.decide(path, "{\"reason\": \"the sender is mended\"}", "Idempotency-Key", "k-" + id);
        Answer another = LETTERS.replay(id);

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(repeated.body()).isEqualTo(replayed.body());
        assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(another.status()).isEqualTo(409);
        assertThat(TELLER.balance(account, 2)).isEqualByComparingTo("8");
        assertThat(TELLER.deposit(account, "1").json().required("new_balance").decimalValue())
                .isEqualByComparingTo("9");
    }

    @Test
    void whatNobodyCanReadIsSetAsideAnewWhenItIsReplayed() throws Exception {
        String key = "main/" + Teller.fresh("acc-");
        send(new ProducerRecord<>(
                KAFKA.topics().commands("account"), partition(key), key.getBytes(UTF_8), "?".getBytes(UTF_8)));
        JsonNode letter = LETTERS.awaitOfKey(key);

        assertThat(LETTERS.replay(letter.required("id").textValue()).status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(LETTERS.allOfKey(key)).hasSize(2));
        assertThat(LETTERS.allOfKey(key))
                .extracting(found -> found.required("status").textValue())
                .containsExactly("replayed", "open");
    }

    @Test
    void whatCanNeverBeACommandIsOnlyDiscarded() throws Exception {
        send(new ProducerRecord<>(KAFKA.topics().commands("account"), 0, null, "no key".getBytes(UTF_8)));
        JsonNode letter = LETTERS.await(found -> found.path("value").asText().equals("no key"));
        String id = letter.required("id").textValue();

        Answer replayed = LETTERS.replay(id);

        assertThat(replayed.status()).isEqualTo(409);
        assertThat(Teller.error(replayed)).contains("can never be a command");
        assertThat(LETTERS.discard(id, "a test").status()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNotAskedForIsAFault() {
        assertThat(LETTERS.replay("dl-nothing").status()).isEqualTo(404);
        assertThat(Teller.error(LETTERS.replay("dl-nothing"))).isEqualTo("Dead letter not found");
        assertThat(LETTERS.decide("dead-letters/dl-nothing/discard", "{\"reason\": \"\"}")
                        .status())
                .isEqualTo(400);
        assertThat(LETTERS.decide("dead-letters/dl-nothing/discard", "{\"because\": \"x\"}")
                        .status())
                .isEqualTo(400);
    }

    /** A deposit of 7 as a sender that partitions otherwise would have sent it. */
    private static void strayed(String account) throws Exception {
        String other = TELLER.open("0");
        TELLER.client().post(Teller.ACCOUNTS + "/" + other + "/deposit", "{\"amount\": 7}", "Prefer", "respond-async");
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
