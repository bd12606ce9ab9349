package bank.letter;

import static bank.es.Outcome.accept;
import static bank.es.Outcome.reject;

import bank.es.Decider;
import bank.es.Outcome;
import bank.letter.Letter.Discarded;
import bank.letter.Letter.Open;
import bank.letter.Letter.Replayed;
import bank.letter.LetterCommand.Discard;
import bank.letter.LetterCommand.Replay;
import bank.letter.LetterEvent.LetterDiscarded;
import bank.letter.LetterEvent.LetterReplayed;

/**
 * The rules of what can be done about a dead letter: it is replayed or discarded, never both. A saga may be asked again
 * as often as its command fails; it sends what it waits for, in order with all else, and so nothing happens twice.
 */
public final class LetterDecider implements Decider<LetterCommand, LetterEvent, Letter> {

    private record On(Letter letter, LetterCommand command) {}

    @Override
    public Letter initial() {
        return new Open();
    }

    @Override
    public Outcome<LetterEvent> decide(Letter letter, LetterCommand command) {
        return switch (new On(letter, command)) {
            case On(Discarded _, var _) -> reject(LetterRule.ALREADY_DISCARDED);
            case On(Replayed _, Discard _) -> reject(LetterRule.ALREADY_REPLAYED);
            case On(Replayed _, Replay replay)
            when replay.kind() == LetterKind.COMMAND_RECORD -> reject(LetterRule.ALREADY_REPLAYED);
            case On(var _, Replay replay) -> replay(replay);
            case On(Open _, Discard discard)
            when discard.kind() == LetterKind.SAGAS_DUTY -> reject(LetterRule.CANNOT_BE_REFUSED);
            case On(Open _, Discard discard) -> accept(new LetterDiscarded(discard.kind(), discard.reason()));
        };
    }

    private static Outcome<LetterEvent> replay(Replay replay) {
        return switch (replay.kind()) {
            case CALLERS_COMMAND -> reject(LetterRule.CALLER_WAS_TOLD);
            case NO_COMMAND -> reject(LetterRule.NEVER_A_COMMAND);
            case VIEWED_RECORD -> reject(LetterRule.VIEWS_HAVE_READ_ON);
            case SAGAS_COMMAND, SAGAS_DUTY, COMMAND_RECORD ->
                accept(new LetterReplayed(replay.kind(), replay.reason()));
        };
    }

    private record After(Letter letter, LetterEvent event) {}

    @Override
    public Letter evolve(Letter letter, LetterEvent event) {
        return switch (new After(letter, event)) {
            case After(Open _, LetterReplayed(var _, var reason)) -> new Replayed(reason);
            case After(Replayed _, LetterReplayed(var _, var reason)) -> new Replayed(reason);
            case After(Open _, LetterDiscarded(var _, var reason)) -> new Discarded(reason);
            case After(Replayed _, LetterDiscarded _), After(Discarded _, var _) ->
                throw new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                        + letter.getClass().getSimpleName());
        };
    }

    /** A decision is shown with its letter, and is nothing that callers ask for or count. */
    @Override
    public boolean isFound(Letter letter) {
        return false;
    }
}
