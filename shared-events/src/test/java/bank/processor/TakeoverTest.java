package bank.processor;

import static bank.processor.Workplace.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.es.Envelope;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.Reply;
import bank.wire.TopicInitialiser;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
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
        StreamId[] accounts = {inPartition(workplace, 0), inPartition(workplace, 1)};
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

    private static StreamId inPartition(Workplace workplace, int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> account("acc-" + i))
                .filter(account -> workplace.kafka().partitions().of(account.key()) == partition)
                .findFirst()
                .orElseThrow();
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
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.of(5)));
        }
        Slot slot = new Slot("account", 0);
        try (var store = Store.open(folder.resolve("one").resolve("store"))) {
            var position = store.position(slot).orElseThrow();
            store.write(changes -> {
                changes.put(slot, "main/acc-a", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
            new TopicInitialiser(admin, kafka.topics(), 1, 1).run();
        }
    }
}
