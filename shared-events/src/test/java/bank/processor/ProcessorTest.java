package bank.processor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.es.Envelope;
import bank.es.Envelope.Cause;
import bank.es.Personal;
import bank.es.StreamId;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.CommandEnvelope;
import bank.wire.CommandEnvelope.Idempotency;
import bank.wire.EventRecords;
import bank.wire.HashChain;
import bank.wire.Ids;
import bank.wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

    @TempDir
    private Path folder;

    private final TestKafka kafka = TestKafka.withPartitions(2);

    @Test
    void aCommandIsAnsweredWithItsEventAndTheStateAfterIt() throws Exception {
        try (var processor = start("one")) {
            var reply = (Reply.Accepted) run(processor, "acc-a", new Open(new Personal("x"), Money.of(100)));

            assertThat(reply.events()).extracting(Envelope::type).containsExactly("AccountOpened");
            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(100));
            assertThat(reply.after().version()).isEqualTo(1);
        }
    }

    @Test
    void commandsOfOneAggregateRunOneAfterAnotherAndItsChainVerifies() throws Exception {
        try (var processor = start("one")) {
            run(processor, "acc-a", new Open(new Personal("x"), Money.ZERO));
            List<CompletableFuture<Reply>> deposits = IntStream.range(0, 200)
                    .mapToObj(_ -> processor.submit(command("acc-a", new Deposit(Money.of(1)))))
                    .toList();
            for (var deposit : deposits) {
                assertThat(deposit.get(10, SECONDS)).isInstanceOf(Reply.Accepted.class);
            }
            var last = (Reply.Accepted) run(processor, "acc-a", new Deposit(Money.of(1)));

            assertThat(last.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(201));
        }
        List<Envelope> events = events();
        assertThat(events).hasSize(202);
        String head = HashChain.START;
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).version()).isEqualTo(i + 1);
            assertThat(events.get(i).previousHash()).isEqualTo(head);
            assertThat(HashChain.hashOf(events.get(i))).isEqualTo(events.get(i).hash());
            head = events.get(i).hash();
        }
    }

    @Test
    void aRuleRefusesAndNothingIsWritten() throws Exception {
        try (var processor = start("one")) {
            run(processor, "acc-a", new Open(new Personal("x"), Money.of(10)));

            var reply = run(processor, "acc-a", new Withdraw(Money.of(11)));

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Rejected.class,
                            refused -> assertThat(refused.sentence()).isEqualTo("Insufficient funds"));
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void theSameKeyAndRequestIsAnsweredAgainAndChangesNothing() throws Exception {
        Reply first;
        try (var processor = start("one")) {
            run(processor, "acc-a", new Open(new Personal("x"), Money.ZERO));
            first = keyed(processor, "key", "request");
            assertThat(keyed(processor, "key", "another request")).isInstanceOf(Reply.KeyReused.class);
        }
        try (var processor = start("another")) {
            var again = (Reply.Accepted) keyed(processor, "key", "request");

            assertThat(again.replayed()).isTrue();
            assertThat(again.events()).isEqualTo(((Reply.Accepted) first).events());
        }
        assertThat(events()).hasSize(2);
    }

    @Test
    void anotherInstanceGoesOnWhereTheLastStopped() throws Exception {
        try (var processor = start("one")) {
            run(processor, "acc-a", new Open(new Personal("x"), Money.of(7)));
        }
        try (var processor = start("two")) {
            var reply = (Reply.Accepted) run(processor, "acc-a", new Deposit(Money.of(1)));

            assertThat(reply.after().version()).isEqualTo(2);
            assertThat(reply.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(8));
        }
    }

    private Reply keyed(Processor processor, String key, String fingerprint) throws Exception {
        CommandEnvelope plain = command("acc-a", new Deposit(Money.of(5)));
        return processor
                .submit(new CommandEnvelope(
                        plain.id(),
                        plain.stream(),
                        plain.command(),
                        plain.expectedVersion(),
                        Optional.of(new Idempotency(key, fingerprint)),
                        plain.cause(),
                        plain.time()))
                .get(10, SECONDS);
    }

    private Processor start(String instance) {
        var processor = Processor.start(new ProcessorSettings(
                "command-service",
                List.of(Aggregates.ACCOUNT),
                kafka.kafka(),
                kafka.topics(),
                kafka.partitions(),
                Optional.empty(),
                folder.resolve(instance),
                1_000,
                Duration.ofHours(24)));
        await().until(processor::ready);
        return processor;
    }

    private static Reply run(Processor processor, String account, AccountCommand command) throws Exception {
        return processor.submit(command(account, command)).get(10, SECONDS);
    }

    private static CommandEnvelope command(String account, AccountCommand command) {
        String id = Ids.random("cmd-");
        return new CommandEnvelope(
                id,
                new StreamId("main", "account", account),
                command,
                OptionalLong.empty(),
                Optional.empty(),
                new Cause("anonymous", id, id, Optional.empty()),
                Instant.EPOCH);
    }

    private List<Envelope> events() {
        return kafka.records(kafka.topics().events("account")).stream()
                .map(record -> EventRecords.fromRecord("account", record))
                .toList();
    }
}
