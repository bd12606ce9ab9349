package bank.personal;

import bank.wire.ContentCipher;
import bank.wire.KeysUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The key of all content. It is kept like a subject's, made once in the life of the bank, and never forgotten: whoever
 * seals waits for it, and whoever reads what another instance has just sealed. Thread-safe.
 */
final class ContentKey {

    /** In whose name it is kept; no stream has it, for no id holds a dot. */
    static final String SUBJECT = "main/.content";

    private final SubjectKeys keys;
    private final boolean seals;
    /** Done when the key is known, whoever made it. */
    private final CompletableFuture<SubjectKey> here = new CompletableFuture<>();

    /** Done when all keys are known that were there at the start; before, one may be found that lost to another. */
    private final CompletableFuture<Void> allRead = new CompletableFuture<>();

    ContentKey(SubjectKeys keys, Encryption encryption) {
        this.keys = keys;
        this.seals = encryption == Encryption.ALL;
    }

    ContentCipher cipher() {
        return new SealedContent(seals, here::join, this::find);
    }

    /** Done when all can be sealed that is to be sealed; {@code read} is done when all keys are known that were there. */
    CompletableFuture<Void> ready(CompletableFuture<Void> read) {
        return seals ? here.thenApply(_ -> null) : read.copy();
    }

    /** All keys are known that were there at the start, or cannot be read. */
    void begin(@Nullable Void read, @Nullable Throwable failure) {
        if (failure != null) {
            allRead.completeExceptionally(failure);
            here.completeExceptionally(failure);
            return;
        }
        allRead.complete(null);
        came(SUBJECT);
        if (seals && !here.isDone()) {
            var _ = keys.findOrCreate(SUBJECT).whenComplete(this::made);
        }
    }

    private void made(@Nullable SubjectKey key, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (key != null) {
            here.complete(key);
        } else if (cause instanceof TimeoutException && !here.isDone()) {
            begin(null, null);
        } else if (cause != null) {
            here.completeExceptionally(cause);
        }
    }

    /** A subject's key came. */
    void came(String subject) {
        if (allRead.isDone() && subject.equals(SUBJECT)) {
            try {
                keys.find(subject).ifPresent(here::complete);
            } catch (RuntimeException e) {
                here.completeExceptionally(e);
            }
        }
    }

    /**
     * What was sealed must not be taken for broken because the keys have not been read yet, however long that takes: the
     * key stands on its topic before anything is sealed with it.
     */
    private Optional<SubjectKey> find(String subject) {
        if (!subject.equals(SUBJECT)) {
            return keys.find(subject);
        }
        try {
            allRead.join();
            if (!here.isDone()) {
                keys.readToEnd().join();
            }
            return here.isDone() ? Optional.of(here.join()) : Optional.empty();
        } catch (CompletionException e) {
            throw new KeysUnavailableException(e);
        }
    }

    /** Whoever still waits for it waits no longer. */
    void close() {
        var closed = new IllegalStateException("The keys are closed");
        allRead.completeExceptionally(closed);
        here.completeExceptionally(closed);
    }
}
