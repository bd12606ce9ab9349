package bank.letter;

import static bank.letter.LetterKind.CALLERS_COMMAND;
import static bank.letter.LetterKind.COMMAND_RECORD;
import static bank.letter.LetterKind.NO_COMMAND;
import static bank.letter.LetterKind.SAGAS_COMMAND;
import static bank.letter.LetterKind.SAGAS_DUTY;
import static bank.letter.LetterKind.VIEWED_RECORD;

import bank.kit.GivenWhenThen;
import bank.letter.Letter.Discarded;
import bank.letter.Letter.Open;
import bank.letter.Letter.Replayed;
import bank.letter.LetterCommand.Discard;
import bank.letter.LetterCommand.Replay;
import bank.letter.LetterEvent.LetterDiscarded;
import bank.letter.LetterEvent.LetterReplayed;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LetterRulesTest {

    private static final Optional<String> WHY = Optional.of("The rule is mended");

    private final GivenWhenThen<LetterCommand, LetterEvent, Letter> letter = new GivenWhenThen<>(new LetterDecider());

    @Test
    void nothingIsDecidedAtFirst() {
        letter.given().isNow(new Open());
    }

    @ParameterizedTest
    @EnumSource(names = {"SAGAS_COMMAND", "SAGAS_DUTY", "COMMAND_RECORD"})
    void whatFailedOnItsWayToAProcessorIsReplayed(LetterKind kind) {
        letter.given().when(replay(kind)).then(replayed(kind)).thenIs(new Replayed(WHY));
    }

    @Test
    void aCallersCommandIsNotReplayedForHeWasToldThatItFailed() {
        letter.given().when(replay(CALLERS_COMMAND)).thenRefused(LetterRule.CALLER_WAS_TOLD);
    }

    @Test
    void whatCanNeverBeACommandIsNotReplayed() {
        letter.given().when(replay(NO_COMMAND)).thenRefused(LetterRule.NEVER_A_COMMAND);
    }

    @Test
    void aViewThatHasReadOnTakesNothingInBehindItsBack() {
        letter.given().when(replay(VIEWED_RECORD)).thenRefused(LetterRule.VIEWS_HAVE_READ_ON);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAGAS_DUTY")
    void everythingCanBeDiscardedThatMayBeRefused(LetterKind kind) {
        letter.given().when(discard(kind)).then(discarded(kind)).thenIs(new Discarded(WHY));
    }

    @Test
    void aStepWithoutAWayBackCannotBeDiscarded() {
        letter.given().when(discard(SAGAS_DUTY)).thenRefused(LetterRule.CANNOT_BE_REFUSED);
    }

    @Test
    void aRecordThatWasSentAgainIsNotSentAThirdTime() {
        letter.given(replayed(COMMAND_RECORD)).when(replay(COMMAND_RECORD)).thenRefused(LetterRule.ALREADY_REPLAYED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SAGAS_COMMAND", "SAGAS_DUTY"})
    void aSagaIsAskedAgainAsOftenAsItsCommandFails(LetterKind kind) {
        letter.given(replayed(kind)).when(replay(kind)).then(replayed(kind));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReplayedIsNotDiscarded(LetterKind kind) {
        letter.given(replayed(kind)).when(discard(kind)).thenRefused(LetterRule.ALREADY_REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDiscardedIsDecided(LetterKind kind) {
        letter.given(discarded(kind)).when(replay(kind)).thenRefused(LetterRule.ALREADY_DISCARDED);
        letter.given(discarded(kind)).when(discard(kind)).thenRefused(LetterRule.ALREADY_DISCARDED);
    }

    @Test
    void noHistoryGoesOnBehindADiscard() {
        letter.given(discarded(SAGAS_COMMAND)).cannotBeFollowedBy(replayed(SAGAS_COMMAND));
        letter.given(discarded(SAGAS_COMMAND)).cannotBeFollowedBy(discarded(SAGAS_COMMAND));
        letter.given(replayed(SAGAS_COMMAND)).cannotBeFollowedBy(discarded(SAGAS_COMMAND));
    }

    private static Replay replay(LetterKind kind) {
        return new Replay(kind, WHY, Optional.empty());
    }

    private static Discard discard(LetterKind kind) {
        return new Discard(kind, WHY, Optional.empty());
    }

    private static LetterReplayed replayed(LetterKind kind) {
        return new LetterReplayed(kind, WHY);
    }

    private static LetterDiscarded discarded(LetterKind kind) {
        return new LetterDiscarded(kind, WHY);
    }
}
