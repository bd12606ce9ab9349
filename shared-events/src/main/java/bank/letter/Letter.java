package bank.letter;

import java.util.Optional;

/** What has been decided on a dead letter. The letter itself stands on its topic and is never changed. */
public sealed interface Letter {

    /** Nothing yet. */
    record Open() implements Letter {}

    /** It was sent again. */
    record Replayed(Optional<String> reason) implements Letter {}

    /** It never will be. */
    record Discarded(Optional<String> reason) implements Letter {}
}
