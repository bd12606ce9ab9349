package bank.processor;

import static bank.kit.AccountWords.deposit;
import static bank.kit.AccountWords.money;
import static bank.kit.AccountWords.open;
import static bank.kit.AccountWords.withdraw;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountEvent;
import bank.es.Envelope.Cause;
import bank.es.StreamId;
import bank.kit.ClearContent;
import bank.wire.CommandEnvelope;
import bank.wire.Reply;
import bank.wire.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExpectedVersionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final StreamId STREAM = new StreamId("main", "account", "acc-1");

    private final Rules<AccountCommand, AccountEvent, Account> rules =
            new Rules<>(Aggregates.ACCOUNT, new ClearContent());
    private Snapshot account = new Snapshot(STREAM, rules.initial(), 0, "", NOW, NOW, List.of());

    private Reply ask(AccountCommand command, OptionalLong expectedVersion) {
        var cause = new Cause("anonymous", "cor-1", "cor-1", Optional.empty());
        var envelope = new CommandEnvelope("cmd-1", STREAM, command, expectedVersion, Optional.empty(), cause, NOW);
        Decision decision = rules.decide(account, envelope, NOW);
        account = decision.after();
        return decision.reply();
    }

    @Test
    void theVersionThatIsThereIsAccepted() {
        ask(open("5"), OptionalLong.of(0));
        assertThat(ask(deposit("5"), OptionalLong.of(1))).isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void anotherVersionIsAConflict() {
        ask(open("5"), OptionalLong.empty());
        assertThat(ask(deposit("5"), OptionalLong.of(2))).isEqualTo(new Reply.Conflict(2, 1, false));
        assertThat(account.version()).isEqualTo(1);
    }

    @Test
    void whoExpectsAnotherVersionHearsThatBeforeAnyRule() {
        ask(open("5"), OptionalLong.empty());
        assertThat(ask(withdraw("6"), OptionalLong.of(2))).isEqualTo(new Reply.Conflict(2, 1, false));
    }

    /** A retried step finds the version that its first copy has left; that it is no conflict decides over money. */
    @Test
    void aRepeatIsNoConflict() {
        ask(open("5"), OptionalLong.empty());
        var withdraw = new WithdrawForTransfer("saga-1", money("5"));
        ask(withdraw, OptionalLong.of(1));
        assertThat(ask(withdraw, OptionalLong.of(1)))
                .isInstanceOfSatisfying(
                        Reply.Accepted.class,
                        repeat -> assertThat(repeat.events()).isEmpty());
    }
}
