package bank.processor;

import static bank.processor.Workplace.account;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.ForgetOwner;
import bank.account.AccountCommand.Open;
import bank.account.AccountCommand.Withdraw;
import bank.es.Envelope;
import bank.es.Personal;
import bank.kit.TestKafka;
import bank.money.Money;
import bank.wire.HashChain;
import bank.wire.Reply;
import bank.wire.Reserve;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            List<CompletableFuture<Reply>> deposits = IntStream.range(0, 90)
                    .mapToObj(_ -> processor.submit(Workplace.command(account("acc-a"), new Deposit(Money.of(1)))))
                    .toList();
            for (var deposit : deposits) {
                assertThat(deposit.get(10, SECONDS)).isInstanceOf(Reply.Accepted.class);
            }
            var last = (Reply.Accepted) run(processor, "acc-a", new Deposit(Money.of(1)));

            assertThat(last.after().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(91));
        }
        List<Envelope> events = events();
        assertThat(events).hasSize(92);
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
    void withTheEventThatForgetsTheMarkerIsWrittenOnce() throws Exception {
        try (var processor = start("one")) {
            run(processor, "acc-a", new Open(new Personal("x"), Money.of(10)));
            run(processor, "acc-a", new ForgetOwner());
            run(processor, "acc-a", new ForgetOwner());
        }
        assertThat(events()).extracting(Envelope::type).containsExactly("AccountOpened", "OwnerForgotten");
        assertThat(kafka.records(kafka.topics().subjectKeys()))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("main/acc-a/forgotten");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"an event that no record can hold, 950000", "a state that could outgrow a record, 500000"})
    void whatIsTooLargeHurtsItsCommandAlone(String what, int letters) throws Exception {
        try (var processor = start("one")) {
            var large = new Open(new Personal("x".repeat(letters)), Money.ZERO);
            var small = new Open(new Personal("x"), Money.ZERO);

            var tooLarge = processor.submit(Workplace.command(account("acc-a"), large));
            var other = processor.submit(Workplace.command(account("acc-b"), small));

            assertThat(Workplace.outcome(tooLarge)).isInstanceOf(Reply.Defect.class);
            assertThat(Workplace.outcome(other)).isInstanceOf(Reply.Accepted.class);
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
    void aReservedKeyIsTakenForEveryOtherRequestAndNothingElseHappens() throws Exception {
        try (var processor = start("one")) {
            var reserve = Workplace.keyed(Workplace.command(account("acc-a"), new Reserve()), "key", "one request");
            var open = Workplace.keyed(
                    Workplace.command(account("acc-a"), new Open(new Personal("x"), Money.ZERO)), "key", "another");

            assertThat(Workplace.outcome(processor.submit(reserve))).isInstanceOf(Reply.Accepted.class);
            assertThat(Workplace.outcome(processor.submit(reserve))).isInstanceOf(Reply.Accepted.class);
            assertThat(Workplace.outcome(processor.submit(open))).isInstanceOf(Reply.KeyReused.class);
        }
        assertThat(events()).isEmpty();
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

    private static Reply keyed(Processor processor, String key, String fingerprint) throws Exception {
        var deposit = Workplace.command(account("acc-a"), new Deposit(Money.of(5)));
        return Workplace.outcome(processor.submit(Workplace.keyed(deposit, key, fingerprint)));
    }

    private static Reply run(Processor processor, String account, AccountCommand command) throws Exception {
        return Workplace.run(processor, account(account), command);
    }

    private Processor start(String instance) {
        return new Workplace(kafka, folder).start(instance, Aggregates.ACCOUNT);
    }

    private List<Envelope> events() {
        return new Workplace(kafka, folder).events("account");
    }
}
