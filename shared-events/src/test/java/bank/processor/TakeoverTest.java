package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.CommandEnvelope;
import bank.wire.CommandRecords;
import bank.wire.EventRecords;
import bank.wire.Reply;
import bank.wire.ReplyTo;
import bank.wire.Snapshot;
import bank.wire.TopicInitialiser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(1);

    @Test
    void theLateWritesOfAPausedOwnerDoNotGetIn() throws Exception {
        var workplace = new Workplace(TestKafka.withPartitions(2), folder);
        var pausing = new PausingRules();
        StreamId[] accounts = {workplace.accountIn(0), workplace.accountIn(1)};
        try (var paused = workplace.start("paused", pausing.type())) {
            for (StreamId account : accounts) {
                Workplace.run(paused, account, new Open(new Personal("x"), Money.ZERO));
            }
            CompletableFuture<Reply> late =
                    paused.submit(Workplace.command(accounts[0], new Deposit(PausingRules.PAUSE)));
            pausing.reached.await();

            try (var successor = workplace.start("successor", Aggregates.ACCOUNT)) {
                await().until(() -> successor.owns(accounts[0]) || successor.owns(accounts[1]));
                pausing.goOn.countDown();

                assertThat(Workplace.outcome(late)).isNotInstanceOf(Reply.Accepted.class);
                for (StreamId account : accounts) {
                    await().until(() -> paused.owns(account) || successor.owns(account));
                    Processor owner = successor.owns(account) ? successor : paused;
                    assertThat(Workplace.run(owner, account, new Deposit(Money.of(1))))
                            .isInstanceOf(Reply.Accepted.class);
                }
            }
        }
        assertThat(workplace.events("account"))
                .filteredOn(event -> event.type().equals("MoneyDeposited"))
                .extracting(Envelope::data)
                .containsExactly("{\"amount\":1}", "{\"amount\":1}");
    }

    @Test
    void aCommandWhoseEventsAreThereIsNotRunAgainThoughItsOffsetIsNotCommitted() throws Exception {
        var workplace = new Workplace(kafka, folder);
        var settings = workplace.settings("one", Optional.empty(), Aggregates.ACCOUNT);
        StreamId account = account("acc-a");
        var rules = new Rules<>(Aggregates.ACCOUNT, new ClearContent());
        var opened = rules.decide(
                Snapshot.none(account, rules.initial()),
                Workplace.command(account, new Open(new Personal("x"), Money.ZERO)),
                Instant.EPOCH);
        var deposit = Workplace.command(account, new Deposit(Money.of(1)));
        var deposited = rules.decide(opened.after(), deposit, Instant.EPOCH);
        String events = kafka.topics().events("account");
        try (var admin = Admin.create(kafka.kafka().admin());
                var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            admin.alterConsumerGroupOffsets(
                            settings.groupId(),
                            Map.of(
                                    new Slot("account", 0).commands(kafka.topics()),
                                    new OffsetAndMetadata(
                                            0, Ownership.by("nobody").metadata())))
                    .all()
                    .get();
            var _ = producer.send(byTopic(deposit));
            var _ = producer.send(
                    EventRecords.toRecord(events, 0, opened.events().getFirst().envelope()));
            var _ = producer.send(EventRecords.toRecord(
                    events,
                    0,
                    deposited.events().getFirst().envelope(),
                    deposited.events().getFirst().value(),
                    OptionalLong.of(0)));
            var _ = producer.send(byTopic(Workplace.command(account, new Deposit(Money.of(2)))));
        }

        try (var _ = workplace.start("one", Aggregates.ACCOUNT)) {
            await().until(() -> workplace.events("account").size() >= 3);
        }

        assertThat(workplace.events("account"))
                .extracting(Envelope::data)
                .containsExactly("{\"owner\":\"x\",\"initial_balance\":0}", "{\"amount\":1}", "{\"amount\":2}");
    }

    private ProducerRecord<byte[], byte[]> byTopic(CommandEnvelope command) {
        return CommandRecords.toRecord(
                kafka.topics().commands("account"), 0, Aggregates.ACCOUNT, command, new ReplyTo.Nobody());
    }

    @Test
    void aDefectOfARuleHurtsItsOwnCommandOnly() throws Exception {
        var workplace = new Workplace(kafka, folder);
        try (var processor = workplace.start("one", new PausingRules().type())) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.ZERO));

            var bad = processor.submit(Workplace.command(account("acc-a"), new Deposit(PausingRules.DEFECT)));
            var good = processor.submit(Workplace.command(account("acc-a"), new Deposit(Money.of(1))));

            assertThat(Workplace.outcome(bad)).isInstanceOf(Reply.Defect.class);
            assertThat(Workplace.outcome(good)).isInstanceOf(Reply.Accepted.class);
        }
        assertThat(kafka.records(kafka.topics().deadLetters())).hasSize(1);
        assertThat(workplace.events("account")).hasSize(2);
    }

    @Test
    void aFalseLocalStoreIsThrownAway() throws Exception {
        var workplace = new Workplace(kafka, folder);
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.of(2)));
        }
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            Workplace.run(processor, account("acc-a"), new Deposit(Money.of(3)));
        }
        Slot slot = new Slot("account", 0);
        try (var store = Store.open(folder.resolve("one").resolve("store"), new ClearContent())) {
            var position = store.position(slot).orElseThrow();
            store.write(changes -> {
                changes.put(slot, "main/acc-a", "{}".getBytes(UTF_8));
                changes.position(
                        slot,
                        new Store.Position(
                                position.topicId(), position.nextOffset(), position.lastOffset(), "another record"));
            });
        }
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            var reply = (Reply.Accepted) Workplace.run(processor, account("acc-a"), new Deposit(Money.of(1)));

            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(6));
        }
    }

    @Test
    void aPartitionThatHasOnlyRefusedCommandsIsTakenOverToo() throws Exception {
        var workplace = new Workplace(kafka, folder);
        CommandEnvelope refused =
                Workplace.keyed(Workplace.command(account("acc-none"), new Deposit(Money.of(1))), "key", "fingerprint");
        try (var _ = workplace.start("one", Aggregates.ACCOUNT);
                var producer = new KafkaProducer<byte[], byte[]>(kafka.kafka().producer())) {
            var _ = producer.send(byTopic(refused));
            await().until(() -> kafka.records(kafka.topics().snapshots("account")).stream()
                    .anyMatch(record -> new String(record.key(), UTF_8).equals(Checkpoint.KEY)));
        }

        try (var processor = workplace.start("two", Aggregates.ACCOUNT)) {
            Reply opened = Workplace.run(processor, account("acc-none"), new Open(new Personal("x"), Money.ZERO));

            assertThat(opened).isInstanceOf(Reply.Accepted.class);
        }
    }

    @Test
    void aLocalStoreThatCannotBeOpenedFailsTheStart() {
        var workplace = new Workplace(kafka, folder);
        Path store = folder.resolve("one").resolve("store");
        try (var _ = Store.open(store, new ClearContent())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> workplace.begin("one", Aggregates.ACCOUNT))
                    .withMessage("Cannot open the local store in " + store);
        }
    }

    @Test
    void lostSnapshotsAreMadeAnewFromTheEvents() throws Exception {
        var workplace = new Workplace(kafka, folder);
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.of(5)));
        }
        loseTopic(kafka.topics().snapshots("account"));
        try (var processor = workplace.start("one", Aggregates.ACCOUNT)) {
            var reply = (Reply.Accepted) Workplace.run(processor, account("acc-a"), new Deposit(Money.of(1)));

            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(6));
        }
        try (var processor = workplace.start("two", Aggregates.ACCOUNT)) {
            var reply = (Reply.Accepted) Workplace.run(processor, account("acc-a"), new Deposit(Money.of(1)));

            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(7));
        }
    }

    private void loseTopic(String topic) throws Exception {
        try (var admin = Admin.create(kafka.kafka().admin())) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(topic));
            new TopicInitialiser(admin, Aggregates.BANK, kafka.topics(), 1, 1).run();
        }
    }
}
