package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.broker.EmbeddedBroker;
import bank.es.Envelope;
import bank.es.Personal;
import bank.kit.KafkaProxy;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.Ids;
import bank.wire.KafkaSettings;
import bank.wire.Reply;
import bank.wire.TopicInitialiser;
import bank.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker commits, but the processor does not hear of it. */
@NullUnmarked
@Order(1)
class UnknownCommitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Long enough for a busy machine, and shorter than in service, for these tests wait for it several times. */
    private static final int REQUEST_MILLIS = 500;

    private static final int DELIVERY_MILLIS = 1_000;

    @TempDir
    private static Path folder;

    private static KafkaProxy proxy;
    private static EmbeddedBroker broker;

    private Workplace workplace;

    @BeforeAll
    static void start() throws Exception {
        var brokerPort = new AtomicInteger();
        proxy = KafkaProxy.start(brokerPort::get);
        broker = EmbeddedBroker.startBehind(proxy.port(), folder.resolve("broker"));
        brokerPort.set(broker.port());
    }

    @AfterAll
    static void stop() {
        broker.close();
        proxy.close();
    }

    @BeforeEach
    void makeTopics() throws Exception {
        var kafka = new KafkaSettings("127.0.0.1:" + proxy.port(), REQUEST_MILLIS, DELIVERY_MILLIS);
        var topics = new Topics(Ids.random("t"));
        try (var admin = Admin.create(kafka.admin())) {
            var partitions = new TopicInitialiser(admin, Aggregates.BANK, topics, 1, 1).run();
            workplace = new Workplace(new TestKafka(kafka, topics, partitions), folder.resolve(topics.prefix()));
        }
    }

    @Test
    void isSettledFromTheLogWhereTheOwnerIsBackFirst() throws Exception {
        try (var processor = start("one")) {
            Workplace.run(processor, account("acc-a"), new Open(new Personal("x"), Money.ZERO));
            CompletableFuture<Reply> deposit = commitUnheard(processor, "one");
            proxy.heal();

            assertThat(Workplace.outcome(deposit)).isInstanceOf(Reply.Accepted.class);
            await().atMost(PATIENCE).until(() -> processor.owns(account("acc-a")));
            var next = (Reply.Accepted) Workplace.run(processor, account("acc-a"), new Deposit(Money.of(2)));
            assertThat(next.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(3));
        }
        assertThat(workplace.events("account")).extracting(Envelope::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void isUnknownToItsCallerWhereSomebodyElseTookOver() throws Exception {
        try (var cutOff = start("one")) {
            Workplace.run(cutOff, account("acc-a"), new Open(new Personal("x"), Money.ZERO));
            CompletableFuture<Reply> deposit = commitUnheard(cutOff, "one");

            try (var successor = start("two")) {
                await().atMost(PATIENCE).until(() -> successor.owns(account("acc-a")));
                var next = (Reply.Accepted) Workplace.run(successor, account("acc-a"), new Deposit(Money.of(2)));
                assertThat(next.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(3));
                proxy.heal();

                assertThat(Workplace.outcome(deposit)).isInstanceOf(Reply.Unknown.class);
            }
        }
        assertThat(workplace.events("account")).extracting(Envelope::version).containsExactly(1L, 2L, 3L);
    }

    private Processor start(String instance) {
        var processor = Processor.start(workplace.settings(instance, Optional.of(instance), Aggregates.ACCOUNT));
        await().atMost(PATIENCE).until(processor::ready);
        return processor;
    }

    /** A deposit whose transaction is committed, but whose processor has given up waiting to hear of it. */
    private CompletableFuture<Reply> commitUnheard(Processor processor, String instance) throws Exception {
        // The next transaction shall be the deposit's, and no checkpoint's.
        await().atMost(PATIENCE).until(this::hasCheckpoint);
        proxy.holdAnswersFrom(
                ApiKeys.END_TXN,
                "producer-"
                        + workplace
                                .settings(instance, Optional.empty(), Aggregates.ACCOUNT)
                                .groupId() + "-" + instance);
        CompletableFuture<Reply> deposit =
                processor.submit(Workplace.command(account("acc-a"), new Deposit(Money.of(1))));
        proxy.tripped().await();
        await().atMost(PATIENCE).until(() -> !processor.owns(account("acc-a")));
        return deposit;
    }

    private boolean hasCheckpoint() {
        var kafka = workplace.kafka();
        return kafka.records(kafka.topics().snapshots("account")).stream()
                .anyMatch(record -> new String(record.key(), UTF_8).equals(Checkpoint.KEY));
    }
}
