package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.broker.EmbeddedBroker;
import bank.command.CommandService;
import bank.es.Envelope;
import bank.kit.Envelopes;
import bank.money.Money;
import bank.personal.MasterKey;
import bank.projection.ProjectionService;
import bank.saga.SagaService;
import bank.transfer.TransferEvent.TransferStarted;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.KafkaSettings;
import bank.wire.Partitions;
import bank.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services as processes of their own, on a Kafka that they only know the address of. */
class ProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void theServicesRunAsProcessesOfTheirOwn() throws Exception {
        MasterKey.createIfMissing(folder.resolve("master.key"));
        try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, false);
                var commands = start(CommandService.NAME, broker);
                var projections = start(ProjectionService.NAME, broker)) {
            var teller = new Teller(commands.ready());
            var views = new Teller(projections.ready());
            open(teller, "acc-from", 100);
            open(teller, "acc-to", 0);
            beginWithoutSending(broker, "saga-stuck");
            try (var sagas = start(SagaService.NAME, broker)) {
                assertOverdue(views, 1);
                sagas.ready();

                assertARetryEnds("saga-stuck", teller, views);
                assertATransferEnds(teller, views);
                assertEachServesItsOwn(teller, views);
                assertThat(commands.process().stop()).isLessThan(Duration.ofSeconds(3));
                assertThat(projections.process().stop()).isLessThan(Duration.ofSeconds(3));
                assertThat(sagas.process().stop()).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    /** A saga of 5 that was written down long ago by an owner who left since, and whose first command got lost. */
    private static void beginWithoutSending(EmbeddedBroker broker, String id) throws Exception {
        var topics = new Topics("bank");
        var kafka = new KafkaSettings(broker.bootstrap());
        var started = new TransferStarted(id, "acc-from", "acc-to", Money.of(5), OptionalLong.empty());
        Envelope event = Envelopes.of(Aggregates.TRANSFER, id, 1, HashChain.START, started);
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.producer());
                var admin = Admin.create(kafka.admin())) {
            String events = topics.events("transfer");
            int partition = new Partitions(producer.partitionsFor(events).size())
                    .of(event.stream().key());
            producer.send(EventRecords.toRecord(events, partition, event)).get();
            admin.alterConsumerGroupOffsets(
                            "bank-saga-service",
                            Map.of(
                                    new TopicPartition(topics.commands("transfer"), partition),
                                    new OffsetAndMetadata(0, "released")))
                    .all()
                    .get();
        }
    }

    private static void assertOverdue(Teller views, int sagas) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(views.client()
                                .get("/health")
                                .json()
                                .path("overdue_sagas")
                                .intValue())
                        .isEqualTo(sagas));
    }

    private static void assertARetryEnds(String saga, Teller teller, Teller views) {
        assertThat(views.query("sagas/" + saga).json().path("overdue").booleanValue())
                .isTrue();

        var retried = teller.client().post("/api/commands/sagas/" + saga + "/retry", "");

        assertThat(retried.status()).as(retried.body()).isEqualTo(200);
        assertThat(retried.json().path("status").textValue()).isEqualTo("running");
        Awaitility.await().untilAsserted(() -> {
            var ended = views.query("sagas/" + saga).json();
            assertThat(ended.path("status").textValue()).isEqualTo("completed");
            assertThat(ended.has("overdue")).isFalse();
        });
        assertOverdue(views, 0);
        assertThat(views.balance("acc-from", 4)).isEqualByComparingTo("95");
        assertThat(views.balance("acc-to", 3)).isEqualByComparingTo("5");
    }

    private static void assertATransferEnds(Teller teller, Teller views) {
        var transfer = teller.transfer("acc-from", "acc-to", "30");

        assertThat(transfer.status()).as(transfer.body()).isEqualTo(200);
        assertThat(transfer.json().path("status").textValue()).isEqualTo("completed");
        var account = views.account("acc-to", 5);
        assertThat(account.path("balance").intValue()).isEqualTo(35);
        assertThat(account.path("owner").textValue()).isEqualTo("Alice");
    }

    private static void assertEachServesItsOwn(Teller teller, Teller views) {
        assertThat(views.deposit("acc-to", "1").status()).isEqualTo(404);
        assertThat(teller.query("accounts").status()).isEqualTo(404);
    }

    private ServiceUnderTest start(String service, EmbeddedBroker broker) {
        return ServiceUnderTest.start(service, broker.bootstrap(), folder, Map.of());
    }

    private static void open(Teller teller, String id, int balance) {
        assertThat(teller.client()
                        .post(
                                "/api/commands/accounts",
                                "{\"account_id\": \"%s\", \"owner\": \"Alice\", \"initial_balance\": %d}"
                                        .formatted(id, balance))
                        .status())
                .isEqualTo(201);
    }
}
