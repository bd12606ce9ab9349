package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.e2e.Client.Answer;
import bank.es.Command;
import bank.es.Envelope.Cause;
import bank.es.Personal;
import bank.es.StreamId;
import bank.money.Money;
import bank.personal.TopicSubjectKeys;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.ContentRecords;
import bank.wire.Environment;
import bank.wire.Ids;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.ReplyTo;
import bank.wire.Setting;
import bank.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where all content is sealed, nobody who sees the bank's files or its output learns anything that was said. */
class SealedSecretsTest {

    private static final String OWNER = "Wilhelmina Quetzalcoatl";
    private static final String PERSON = "{\"name\": {\"firstname\": \"Wilhelmina\", \"lastname\": \"Quetzalcoatl\"},"
            + " \"status\": \"MARRIED\", \"address\": {\"street\": \"9 Xylophonstrasse\", \"city\": \"Zwiebelhausen\"}}";

    private static final List<String> SAID = List.of(
            "Wilhelmina", "Quetzalcoatl", "Xylophon", "Zwiebelhausen", "MARRIED", "271828.18", "31415.92", "867530912");
    /** What JSON of commands, events, states and answers has. */
    private static final List<String> FIELDS = List.of(
            "\"owner\"",
            "\"amount\"",
            "\"balance\"",
            "\"initial_balance\"",
            "\"product_id\"",
            "\"transfer_id\"",
            "\"sentence\"",
            "\"state\"",
            "\"data\"");

    private static final Traces SAID_OR_SHAPED =
            new Traces(Stream.concat(SAID.stream(), FIELDS.stream()).toList());

    @TempDir
    private Path folder;

    @Test
    void nothingThatWasSaidStandsInAFileOrALineNotEvenInADefectsDeadLetter() throws Exception {
        Map<Setting, String> settings = Bank.settings(folder);
        settings.put(Setting.ENCRYPT, "all");
        Bank bank = Bank.start(settings);
        Teller teller = Teller.of(bank);
        String account = sayMuch(teller);
        String letter = makeADefect(bank, teller);
        Answer shown = teller.query("dead-letters/" + letter);
        assertThat(shown.json().required("cause").textValue()).startsWith("ArithmeticException");
        assertThat(shown.json().required("value").textValue()).isEqualTo("{\"amount\":31415.92}");
        assertUnseen(bank);
        bank.kill();
        assertUnseen(bank);

        try (Bank again = bank.startAgain()) {
            assertThat(Teller.of(again).account(account, 4).required("owner").textValue())
                    .isEqualTo(OWNER);
            again.stop();
            assertUnseen(again);
        }
    }

    /** And the files that are looked through above are those where it would stand. */
    @Test
    void whereOnlyPersonalDataIsEncryptedTheRestStandsThere() {
        try (Bank bank = Bank.start(folder)) {
            sayMuch(Teller.of(bank));
            bank.stop();
            assertThat(Traces.files(folder).stream().flatMap(file -> SAID_OR_SHAPED.partsIn(file).stream()))
                    .contains("MARRIED", "271828.18", "31415.92", "867530912")
                    .containsAll(FIELDS);
        }
    }

    /** The bank itself prints an example of a request. */
    private static void assertUnseen(Bank bank) {
        new Traces(SAID).assertUnseen(bank);
        assertThat(Traces.files(bank.folder())).noneMatch(SAID_OR_SHAPED::in);
    }

    /** Commands of all kinds, taken and refused, by every way; gives an account of four events. */
    private static String sayMuch(Teller teller) {
        String from = teller.open(OWNER, "271828.18");
        String to = teller.open(OWNER, "0");
        String closed = teller.open(OWNER, "0");
        assertThat(teller.close(closed).status()).isEqualTo(200);
        assertThat(teller.transfer(from, to, "31415.92").status()).isEqualTo(200);
        assertThat(teller.transfer(to, closed, "271828.18", "Idempotency-Key", "key-1")
                        .status())
                .isEqualTo(409);
        assertThat(teller.transfer(to, closed, "31415.92").status()).isEqualTo(409);
        assertThat(teller.withdraw(to, "271828.18", "Prefer", "respond-async").status())
                .isEqualTo(202);
        for (int i = 0; i < 2; i++) {
            assertThat(teller.withdraw(closed, "31415.92", "Idempotency-Key", "key-2")
                            .status())
                    .isEqualTo(400);
        }
        teller.client().post("/api/commands/people", PERSON, "Idempotency-Key", "key-3");
        String order = teller.client()
                .post("/api/commands/orders", "{\"user_id\": 867530912}")
                .json()
                .required("order_id")
                .textValue();
        Answer line = teller.client()
                .post(
                        "/api/commands/orders/" + order + "/lines",
                        "{\"product_id\": 867530912, \"quantity\": 2, \"price\": 31415.92}");
        assertThat(line.status()).as(line.body()).isEqualTo(200);
        assertThat(teller.account(from, 4).required("balance").decimalValue()).isEqualByComparingTo("240412.26");
        return from;
    }

    /** What the account has then is as much as can be written: whatever is added to it is too much for the rules. */
    private static String makeADefect(Bank bank, Teller teller) throws Exception {
        send(
                bank,
                Teller.fresh("acc-"),
                new Open(new Personal("v0.x"), Money.of("9".repeat(998) + ".99")),
                new Deposit(Money.of("31415.92")));
        JsonNode letters = await().until(
                        () -> teller.query("dead-letters").json().required("dead_letters"), found -> !found.isEmpty());
        assertThat(letters).hasSize(1);
        return letters.get(0).required("id").textValue();
    }

    /** As a gateway does that has the keys. */
    private static void send(Bank bank, String account, Command... commands)
            throws InterruptedException, ExecutionException {
        var environment = new Environment(Map.of())
                .with(Setting.KAFKA_BOOTSTRAP, bank.kafka())
                .with(Setting.DATA_DIR, bank.folder().toString())
                .with(
                        Setting.MASTER_KEY_FILE,
                        bank.folder().resolve("master.key").toString())
                .with(Setting.ENCRYPT, "all");
        var topics = new Topics("bank");
        try (var producer = new KafkaProducer<byte[], byte[]>(new KafkaSettings(bank.kafka()).producer())) {
            var partitions = new Partitions(
                    producer.partitionsFor(topics.commands("account")).size());
            try (var keys = TopicSubjectKeys.start(environment, partitions, "gateway")) {
                keys.ready().join();
                var stream = new StreamId("main", "account", account);
                for (Command command : commands) {
                    producer.send(ContentRecords.seal(
                                    keys.content(),
                                    CommandRecords.toRecord(
                                            topics.commands("account"),
                                            partitions.of(stream.key()),
                                            Aggregates.ACCOUNT,
                                            envelope(stream, command),
                                            new ReplyTo.Nobody())))
                            .get();
                }
            }
        }
    }

    private static CommandEnvelope envelope(StreamId stream, Command command) {
        String id = Ids.random("cmd-");
        return new CommandEnvelope(
                id,
                stream,
                command,
                OptionalLong.empty(),
                Optional.empty(),
                new Cause("anonymous", id, id, Optional.empty()),
                Instant.EPOCH);
    }
}
