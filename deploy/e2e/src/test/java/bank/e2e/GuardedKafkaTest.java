package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.command.CommandService;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import bank.wire.KafkaSettings;
import bank.wire.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Kafka that asks who they are, the services do all they do with the rights that the production overlay gives them. */
class GuardedKafkaTest {

    @TempDir
    private static Path folder;

    private static GuardedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        kafka = GuardedKafka.start(folder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static ServiceUnderTest service(String name) throws IOException {
        return ServiceUnderTest.start(
                name,
                kafka.bootstrap(),
                folder,
                Map.of(
                        Setting.KAFKA_PROPERTIES_FILE,
                        kafka.propertiesOf("bank-" + name).toString()));
    }

    @Test
    void theServicesNeedNoMoreThanTheirUsersMayDo() throws Exception {
        try (var commands = service(CommandService.NAME);
                var sagas = service(SagaService.NAME);
                var projections = service(ProjectionService.NAME)) {
            var teller = new Teller(commands.ready());
            var views = new Teller(projections.ready());
            sagas.ready();

            String from = teller.open("100");
            String to = teller.open("0");
            assertThat(teller.deposit(from, "1", "Idempotency-Key", "once").status())
                    .isEqualTo(200);
            assertThat(teller.transfer(from, to, "5").status()).isEqualTo(200);
            assertThat(teller.deposit(from, "1", "Prefer", "respond-async").status())
                    .isEqualTo(202);
            assertThat(views.balance(to, 2)).isEqualByComparingTo("5");
            assertThat(teller.client()
                            .post(Teller.ACCOUNTS + "/" + to + "/forget", "")
                            .status())
                    .isEqualTo(200);
            assertThat(views.query("accounts/" + from + "/history?verify=true").status())
                    .isEqualTo(200);
            assertViewsCanBeRebuilt(views);
            assertThat(commands.process().output()).doesNotContain("secret-of", "uthorizationException");
            assertThat(sagas.process().output()).doesNotContain("secret-of", "uthorizationException");
            assertThat(projections.process().output()).doesNotContain("secret-of", "uthorizationException");
        }
        assertTheReaderVerifiesAll();
    }

    private static void assertViewsCanBeRebuilt(Teller views) {
        assertThat(views.client().post("/api/queries/projections/rebuild", "").status())
                .isEqualTo(202);
        Awaitility.await()
                .untilAsserted(() -> assertThat(views.query("projections")
                                .json()
                                .at("/rebuild/phase")
                                .asText())
                        .isEqualTo("switched"));
    }

    private static void assertTheReaderVerifiesAll() throws IOException {
        CommandLine.Ran verify = CommandLine.run(
                "verify",
                "--kafka",
                kafka.bootstrap(),
                "--kafka-properties",
                kafka.propertiesOf("bank-reader").toString());
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
    }

    @Test
    void whoDoesNotDecideOnAccountsCannotWriteWhatHappensOnThem() throws Exception {
        for (String user : new String[] {"bank-saga-service", "bank-projection-service", "bank-reader"}) {
            var settings = KafkaSettings.of(kafka.bootstrap(), Optional.of(kafka.propertiesOf(user)));
            try (var producer = new KafkaProducer<byte[], byte[]>(settings.producer())) {
                assertThatExceptionOfType(ExecutionException.class)
                        .as(user)
                        .isThrownBy(() -> producer.send(
                                        new ProducerRecord<>("bank.account.events", new byte[] {1}, new byte[] {1}))
                                .get())
                        .withCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    @Test
    void aWrongPasswordEndsTheStartWithASentenceThatDoesNotTellIt() throws IOException {
        Path properties = kafka.propertiesOf("bank-saga-service");
        Path wrong = Files.writeString(
                folder.resolve("wrong.properties"),
                Files.readString(properties)
                        .replaceFirst(
                                "sasl.jaas.config=.*",
                                "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " username=\"bank-saga-service\" password=\"guessed\";"));
        try (var service = ServiceUnderTest.start(
                SagaService.NAME, kafka.bootstrap(), folder, Map.of(Setting.KAFKA_PROPERTIES_FILE, wrong.toString()))) {
            assertThat(service.process().exitCode()).isEqualTo(1);
            assertThat(service.process().output())
                    .contains("does not let this service in: Authentication failed", "BANK_KAFKA_PROPERTIES_FILE")
                    .doesNotContain("guessed", "\tat ");
        }
    }
}
