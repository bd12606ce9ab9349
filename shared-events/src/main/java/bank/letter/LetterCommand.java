package bank.letter;

import bank.es.Carrier;
import bank.es.Parcel;
import java.util.Optional;

/** What an operator may decide on a dead letter; the gateway has looked at it and says of what kind it is. */
public sealed interface LetterCommand extends Carrier {

    LetterKind kind();

    /** Sends it again, or has its saga do that. */
    record Replay(LetterKind kind, Optional<String> reason, Optional<Parcel> parcel) implements LetterCommand {}

    /** Acknowledges it; a saga that waits for it hears a refusal. */
    record Discard(LetterKind kind, Optional<String> reason, Optional<Parcel> parcel) implements LetterCommand {}
}
