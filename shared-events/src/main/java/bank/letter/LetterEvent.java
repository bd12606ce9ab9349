package bank.letter;

import bank.es.Event;
import java.util.Optional;

/** What operators decided on a dead letter. */
public sealed interface LetterEvent extends Event {

    record LetterReplayed(LetterKind kind, Optional<String> reason) implements LetterEvent {}

    record LetterDiscarded(LetterKind kind, Optional<String> reason) implements LetterEvent {}
}
