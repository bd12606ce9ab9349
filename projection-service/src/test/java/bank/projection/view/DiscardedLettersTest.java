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
import bank.es.Personal;
import bank.letter.LetterCommand;
import bank.letter.LetterCommand.Discard;
import bank.letter.LetterCommand.Replay;
import bank.letter.LetterKind;
import bank.money.Money;
import bank.projection.query.OnePartition;
import bank.wire.DeadLetters;
import bank.wire.Domain;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision on a dead letter means for the stream of which an event was set aside. */
class DiscardedLettersTest {

    private static final Instant NOW = TestViews.START;

    @TempDir
    Path folder;

    private TestViews views;
    private StreamWriter<AccountCommand, AccountEvent, Account> alice;

    @BeforeEach
    void open() {
        views = new TestViews(folder);
        alice = new StreamWriter<>(Aggregates.ACCOUNT, "acc-alice");
        views.read(alice.decide(new Open(new Personal("v1.key.cipher"), Money.of(100)), NOW));
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void anEventThatWasSetAsideSaysWhichVersionItClaims() {
        views.read(forged());

        SetAside event = onePartition().setAside(alice.stream()).getFirst();

        assertThat(event.version()).isEqualTo(OptionalLong.of(2));
        assertThat(event.letter()).isEqualTo(letters().getFirst());
        assertThat(event.parks()).isFalse();
    }

    @Test
    void oneThatClaimsNoVersionIsSetAsideAllTheSame() {
        views.read(new ProducerRecord<>(TestViews.TOPICS.events("account"), 0, 1L, key(), "{}".getBytes(UTF_8)));

        assertThat(onePartition().setAside(alice.stream()))
                .extracting(SetAside::version)
                .containsExactly(OptionalLong.empty());
    }

    @Test
    void aDiscardedEventNoLongerCountsAgainstItsStreamButTheOthersDo() {
        views.read(forged()).read(forged());
        List<String> letters = letters();

        discard(letters.getFirst());

        assertThat(onePartition().setAside(alice.stream()))
                .extracting(SetAside::letter)
                .containsExactly(letters.getLast());
        discard(letters.getLast());
        assertThat(onePartition().setAside(alice.stream())).isEmpty();
    }

    @Test
    void aStreamWaitsUntilAllThatItWaitsBehindIsDiscarded() {
        deposit(1);
        views.read(deposit(2)).read(deposit(3));
        List<String> letters = letters();
        assertThat(onePartition().parked(alice.stream())).isTrue();

        discard(letters.getLast());
        assertThat(onePartition().parked(alice.stream())).isTrue();

        discard(letters.getFirst());
        assertThat(onePartition().parked(alice.stream())).isFalse();
        assertThat(views.head(alice).version()).isEqualTo(1);
    }

    @Test
    void aStreamDoesNotWaitBehindWhatIsNotItsOwn() {
        deposit(1);
        views.read(deposit(2)).read(forged());
        List<String> letters = letters();

        discard(letters.getFirst());

        assertThat(onePartition().parked(alice.stream())).isFalse();
        assertThat(onePartition().setAside(alice.stream())).hasSize(1);
    }

    @Test
    void aStreamThatGotWhatItMissedWaitsForNothingOfBefore() {
        var second = deposit(1);
        var third = deposit(2);
        views.read(third).read(second).read(third);
        deposit(3);
        views.read(deposit(4));
        List<String> letters = letters();

        discard(letters.getLast());

        assertThat(onePartition().parked(alice.stream())).isFalse();
    }

    @Test
    void aReplayIsNoDiscard() {
        views.read(forged());
        decide(letters().getFirst(), new Replay(LetterKind.COMMAND_RECORD, Optional.empty(), Optional.empty()));

        assertThat(onePartition().setAside(alice.stream())).hasSize(1);
    }

    /** The views read it from another topic, in whatever order. */
    @Test
    void aDecisionCountsAlsoWhereItIsReadBeforeTheEvent() {
        deposit(1);
        var third = deposit(2);
        String letter = DeadLetters.id(TestViews.TOPICS.events("account"), 0, 1);
        discard(letter);

        views.read(third);

        assertThat(letters()).containsExactly(letter);
        assertThat(onePartition().parked(alice.stream())).isFalse();
    }

    @Test
    void decisionsAreEventsAndNoAggregatesThatAreCounted() {
        views.read(forged());
        discard(letters().getFirst());

        assertThat(views.rows().counts("letter").events()).isEqualTo(1);
        assertThat(views.rows().counts("letter").aggregates()).isZero();
    }

    private OnePartition onePartition() {
        return new OnePartition(views.rows());
    }

    private List<ProducerRecord<byte[], byte[]>> deposit(int amount) {
        return alice.decide(new Deposit(Money.of(amount)), NOW);
    }

    /** An event that claims the next version, of another history. */
    private ProducerRecord<byte[], byte[]> forged() {
        var writer = new StreamWriter<>(Aggregates.ACCOUNT, "acc-alice");
        writer.decide(new Open(new Personal("v1.key.other"), Money.of(100)), NOW);
        return StreamWriter.record(
                writer.next(new MoneyDeposited(Money.of(9), Optional.empty(), Optional.empty()), NOW));
    }

    private byte[] key() {
        return alice.stream().key().getBytes(UTF_8);
    }

    /** The letters that were written since this was last asked. */
    private List<String> letters() {
        return views.deadLetters().stream()
                .map(letter ->
                        new String(letter.headers().lastHeader("deadletter_id").value(), UTF_8))
                .toList();
    }

    private void discard(String letter) {
        decide(letter, new Discard(LetterKind.VIEWED_RECORD, Optional.of("a test"), Optional.empty()));
    }

    private void decide(String letter, LetterCommand decision) {
        views.read(new StreamWriter<>(Domain.LETTER, letter).decide(decision, NOW));
    }
}
