package bank.command.gateway;

import bank.es.Command;
import bank.personal.PersonalCipher;
import java.util.Optional;
import java.util.function.Function;

/** What a request asks of an aggregate, as its route has read it. It means nothing before the request's form is checked. */
public sealed interface Wish {

    /** What the request says, in one form for all ways to write it. */
    Canonical says();

    /** One that can be told to everybody. */
    record Plain(Canonical says, Command command) implements Wish {}

    /**
     * One with personal data.
     *
     * @param command makes the command, its personal data encrypted as its aggregate is
     */
    record Confidential(Canonical says, Function<PersonalCipher, Command> command) implements Wish {}

    /**
     * By what a repeat of it is recognised; where it says personal data, nobody without the key can guess it, and none
     * where that key is gone.
     */
    default Optional<String> fingerprint(Optional<PersonalCipher> cipher) {
        return cipher.isPresent() ? cipher.get().fingerprintOf(says().text()) : Optional.of(says().fingerprint());
    }
}
