package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.AccountEvent.MoneyDeposited;
import bank.e2e.Client.Answer;
import bank.es.Envelope;
import bank.kit.Envelopes;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What operators can do about events that a view set aside. */
class SetAsideEventsTest {

    private static final ServicesHere SERVICES = ServicesHere.shared();
    private static final TestKafka KAFKA = SERVICES.kafka();
    private static final Letters LETTERS = SERVICES.letters();
    private static final Teller TELLER = SERVICES.teller();

    @Test
    void aStreamWithAForeignEventIsValidAgainOnceThatIsDiscarded() throws Exception {
        String account = TELLER.open("100");
        TELLER.deposit(account, "5");
        String first = events(account, 2).path(0).required("hash").textValue();
        write(deposited(account, 2, first, "1000000"));
        String id = LETTERS.awaitOfKey("main/" + account).required("id").textValue();
        assertThat(integrity(account).required("valid").booleanValue()).isFalse();

        assertThat(LETTERS.discard(id, "an exercise").status()).isEqualTo(200);

        LETTERS.awaitStatus(id, "discarded");
        JsonNode integrity = integrity(account);
        assertThat(integrity.required("valid").booleanValue()).isTrue();
        assertThat(integrity.required("first_bad_version").isNull()).isTrue();
        assertThat(TELLER.balance(account, 2)).isEqualByComparingTo("105");
        assertThat(feedOf(id)).isEqualTo("LetterDiscarded");
    }

    @Test
    void anAccountThatWaitsForAnEventGoesOnOnceWhatItWaitsBehindIsDiscarded() throws Exception {
        String account = TELLER.open("100");
        write(deposited(account, 7, "nobody-knows", "1"));
        String id = LETTERS.awaitOfKey("main/" + account).required("id").textValue();
        assertThat(TELLER.query("accounts/" + account).status()).isEqualTo(503);
        assertThat(LETTERS.find(id).required("waits").required("id").textValue())
                .isEqualTo(account);

        assertThat(LETTERS.discard(id, "an exercise").status()).isEqualTo(200);

        assertThat(LETTERS.awaitStatus(id, "discarded").required("waits").isNull())
                .isTrue();
        assertThat(TELLER.query("accounts/" + account).status()).isEqualTo(200);
        assertThat(TELLER.query("transactions?account_id=" + account).status()).isEqualTo(200);
        assertThat(integrity(account).required("valid").booleanValue()).isTrue();
        TELLER.deposit(account, "5");
        assertThat(TELLER.balance(account, 2)).isEqualByComparingTo("105");
    }

    @Test
    void anEventOfAnUnknownTypeIsNotTakenInBehindTheViewsBack() throws Exception {
        String account = TELLER.open("100");
        String head = events(account, 1).path(0).required("hash").textValue();
        Envelope known = deposited(account, 2, head, "1");
        Envelope unknown = new Envelope(
                known.stream(),
                known.version(),
                known.id(),
                "AccountPainted",
                1,
                known.time(),
                known.cause(),
                "{}",
                head,
                "");
        write(unknown.withHash(HashChain.hashOf(unknown)));
        String id = LETTERS.awaitOfKey("main/" + account).required("id").textValue();

        Answer replayed = LETTERS.replay(id);

        assertThat(replayed.status()).isEqualTo(409);
        assertThat(Teller.error(replayed)).contains("rebuild them");
        assertThat(LETTERS.find(id).required("status").textValue()).isEqualTo("open");
        assertThat(TELLER.query("accounts/" + account).status()).isEqualTo(503);
        assertThat(LETTERS.discard(id, "an exercise").status()).isEqualTo(200);
        LETTERS.awaitStatus(id, "discarded");
        assertThat(TELLER.query("accounts/" + account).status()).isEqualTo(200);
    }

    private static JsonNode events(String account, long version) {
        return TELLER.query("accounts/" + account + "/history?min_version=" + version, "Prefer", "wait=20")
                .json()
                .required("events");
    }

    private static JsonNode integrity(String account) {
        Answer answer = TELLER.query("accounts/" + account + "/history?verify=true");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().required("integrity");
    }

    /** The type of the only event of that letter in the feed. */
    private static String feedOf(String id) {
        return Awaitility.await()
                .until(
                        () -> TELLER.query("feed?aggregate_id=" + id).json().required("events"),
                        events -> events.size() == 1)
                .path(0)
                .required("type")
                .textValue();
    }

    private static Envelope deposited(String account, long version, String previousHash, String amount) {
        return Envelopes.of(
                Aggregates.ACCOUNT,
                account,
                version,
                previousHash,
                new MoneyDeposited(Money.of(amount), Optional.empty(), Optional.empty()));
    }

    /** As somebody could who may write to the topic. */
    private static void write(Envelope event) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(KAFKA.kafka().producer())) {
            producer.send(EventRecords.toRecord(
                            KAFKA.topics().events("account"),
                            KAFKA.partitions().of(event.stream().key()),
                            event))
                    .get();
        }
    }
}
