package bank.personal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The keys of the persons whose data is encrypted, one for each. */
public interface SubjectKeys {

    /** The key of the subject, made where there is none yet; known to every instance when the future completes. */
    CompletableFuture<SubjectKey> findOrCreate(String subject);

    /** The key of the subject, if this instance knows one. */
    Optional<SubjectKey> find(String subject);
}
