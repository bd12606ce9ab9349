package bank.personal;

import bank.wire.ContentCipher;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The keys of the persons whose data is encrypted, one for each. */
public interface SubjectKeys {

    /**
     * The key of the subject, made where there is none yet; known to every instance when the future completes. It fails
     * with a {@link ForgottenException} for a forgotten subject.
     */
    CompletableFuture<SubjectKey> findOrCreate(String subject);

    /** The key of the subject, if this instance knows one. */
    Optional<SubjectKey> find(String subject);

    /** Done when this instance knows every key by now made, wherever that was; fails where it stops before. */
    CompletableFuture<Void> readToEnd();

    /** What the personal data of the subject is encrypted with. */
    CompletableFuture<PersonalCipher> cipherFor(String subject);

    /** What all content passes through on its way into topics and files. */
    ContentCipher content();

    /** Whether the subject is forgotten, as far as this instance knows. */
    boolean isForgotten(String subject);

    /** Done when this instance has no key of the subject any more, in memory or on its disk, and never will again. */
    CompletableFuture<Void> forgotten(String subject);
}
