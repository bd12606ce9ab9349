package bank.projection.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.Deposit;
import bank.account.AccountCommand.Open;
import bank.account.AccountEvent;
import bank.account.AccountEvent.MoneyDeposited;
import bank.es.Envelope;
import bank.es.Personal;
import bank.money.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTopologyTest {

    private static final Instant NOW = TestViews.START;

    @TempDir
    Path folder;

    private TestViews views;
    private StreamWriter<AccountCommand, AccountEvent, Account> alice;
    private StreamWriter<AccountCommand, AccountEvent, Account> bob;

    @BeforeEach
    void open() {
        views = new TestViews(folder);
        alice = account("acc-alice");
        bob = account("acc-bob");
    }

    @AfterEach
    void close() {
        views.close();
    }

    private static StreamWriter<AccountCommand, AccountEvent, Account> account(String id) {
        return new StreamWriter<>(Aggregates.ACCOUNT, id);
    }

    private static List<ProducerRecord<byte[], byte[]>> opened(
            StreamWriter<AccountCommand, AccountEvent, Account> account) {
        return account.decide(new Open(new Personal("v1.key.cipher"), Money.of(100)), NOW);
    }

    private static List<ProducerRecord<byte[], byte[]>> deposited(
            StreamWriter<AccountCommand, AccountEvent, Account> account, int amount) {
        return account.decide(new Deposit(Money.of(amount)), NOW);
    }

    private static Envelope deposit(StreamWriter<AccountCommand, AccountEvent, Account> account, int amount) {
        return account.next(new MoneyDeposited(Money.of(amount), Optional.empty(), Optional.empty()), NOW);
    }

    @Test
    void anEventThatExtendsTheHeadIsFolded() {
        views.read(opened(alice)).read(deposited(alice, 50));

        VersionRow row = views.head(alice);
        assertThat(row.snapshot().stateAs(Account.Active.class).balance()).isEqualTo(Money.of(150));
        assertThat(row.version()).isEqualTo(2);
        assertThat(row.transactions()).isEqualTo(1);
    }

    @Test
    void aMovementKeepsTheBalanceThatItLeft() {
        views.read(opened(alice)).read(deposited(alice, 50));

        LogRow row = views.rows().events(alice.stream(), 2, 2).getFirst();
        assertThat(row.balanceAfter().orElseThrow()).isEqualByComparingTo("150");
        assertThat(row.tree().required("hash").textValue())
                .isEqualTo(alice.events().getLast().hash());
    }

    @Test
    void anotherEventAtAVersionThatIsTakenIsSetAside() {
        Envelope other = deposit(bob, 1);
        views.read(opened(alice)).read(deposited(alice, 50)).read(opened(bob));
        views.read(StreamWriter.record(other));

        assertThat(cause()).isEqualTo("Version 1 is another event in the stream");
        assertThat(views.head(bob).version()).isEqualTo(1);
        assertThat(views.rows().parked(bob.stream())).isFalse();
    }

    @Test
    void anEventThatDoesNotHangOnTheHeadIsSetAsideAndTheNextGoesOn() {
        views.read(opened(alice));
        Envelope next = deposit(alice, 1);
        Envelope stray = StreamWriter.sealed(new Envelope(
                next.stream(), 2, next.id(), next.type(), 1, NOW, next.cause(), next.data(), "another head", ""));
        views.read(StreamWriter.record(stray)).read(deposited(alice, 50));

        assertThat(cause()).isEqualTo("The previous hash is not the head of the stream");
        assertThat(views.head(alice).version()).isEqualTo(2);
    }

    @Test
    void anEventWhoseBytesWereChangedIsSetAside() {
        views.read(opened(alice));
        var record = deposited(alice, 50).getFirst();
        views.read(new ProducerRecord<>(
                record.topic(),
                0,
                record.timestamp(),
                record.key(),
                "{\"amount\":51}".getBytes(UTF_8),
                record.headers()));

        assertThat(cause()).isEqualTo("The hash does not fit the event");
        assertThat(views.head(alice).version()).isEqualTo(1);
    }

    @Test
    void aGapParksThatAggregateAlone() {
        views.read(opened(alice)).read(opened(bob));
        deposited(alice, 1);
        views.read(deposited(alice, 2)).read(deposited(bob, 3));

        assertThat(cause()).isEqualTo("Version 3 came, but the stream is at 1");
        assertThat(views.rows().parked(alice.stream())).isTrue();
        assertThat(views.head(alice).version()).isEqualTo(1);
        assertThat(views.rows().parked(bob.stream())).isFalse();
        assertThat(views.head(bob).version()).isEqualTo(2);
    }

    @Test
    void aStreamWhoseFirstEventIsMissingIsParked() {
        opened(alice);
        views.read(deposited(alice, 1));

        assertThat(views.rows().parked(alice.stream())).isTrue();
        assertThat(views.rows().head(Aggregates.ACCOUNT, alice.stream())).isEmpty();
    }

    @Test
    void theEventThatExtendsTheHeadAfterAGapGoesOn() {
        views.read(opened(alice));
        var second = deposited(alice, 1);
        var third = deposited(alice, 2);
        views.read(third).read(second).read(third);

        assertThat(views.rows().parked(alice.stream())).isFalse();
        assertThat(views.head(alice).version()).isEqualTo(3);
    }

    @Test
    void aCopyOfTheHeadDoesNotEndTheWaitForWhatIsMissing() {
        var first = opened(alice);
        deposited(alice, 1);
        views.read(first).read(deposited(alice, 2)).read(first);

        assertThat(views.rows().parked(alice.stream())).isTrue();
    }

    @Test
    void aDefectInTheRulesSetsTheEventAsideAndParksItsAggregate() {
        views.read(opened(alice));
        views.read(StreamWriter.record(
                alice.next(new AccountEvent.AccountOpened(new Personal("v1.k.c"), Money.ZERO), NOW)));

        assertThat(cause()).startsWith("IllegalStateException");
        assertThat(views.head(alice).version()).isEqualTo(1);
        assertThat(views.rows().parked(alice.stream())).isTrue();
    }

    @Test
    void anEventOfAnUnknownTypeIsNamedAndParksItsAggregateAlone() {
        views.read(opened(alice)).read(opened(bob));
        Envelope next = deposit(alice, 1);
        views.read(StreamWriter.record(StreamWriter.sealed(new Envelope(
                next.stream(), 2, next.id(), "AccountPainted", 1, NOW, next.cause(), "{}", next.previousHash(), ""))));
        views.read(deposited(bob, 3));

        assertThat(cause()).contains("Unknown event of account: AccountPainted");
        assertThat(views.rows().parked(alice.stream())).isTrue();
        assertThat(views.head(bob).version()).isEqualTo(2);
    }

    @Test
    void whoWaitsForAVersionHearsOfItOnceItIsThere() {
        var waiting = views.waits.until(alice.stream(), 2);
        views.read(opened(alice));
        assertThat(waiting).isNotDone();
        views.read(deposited(alice, 1));

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(1));
    }

    private String cause() {
        return header(views.deadLetters().getFirst(), "deadletter_cause");
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
