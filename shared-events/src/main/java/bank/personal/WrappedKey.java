package bank.personal;

import bank.wire.Json;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * A subject's key as the topic and the local store hold it: wrapped with the master key, which alone opens it.
 *
 * @param master the id of that master key
 * @param wrapped the wrapped key, base64 in JSON; the record's key is its associated data
 * @param settled there and true where it was wrapped anew, and so is the subject's key whatever stands before it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WrappedKey(String master, byte[] wrapped, Optional<Boolean> settled) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    WrappedKey {
        Objects.requireNonNull(master);
        Objects.requireNonNull(wrapped);
    }

    /** A new key for the record of that key. */
    static WrappedKey fresh(MasterKey master, String recordKey) {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        try {
            return new WrappedKey(master.id(), master.wrap(key, recordKey), Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Wrapping a key failed", e);
        }
    }

    static WrappedKey parse(String json) {
        return Json.read(json, WrappedKey.class);
    }

    /**
     * The key itself.
     *
     * @throws bank.wire.SettingException if it was wrapped with another master key
     */
    byte[] unwrap(MasterKeys keys, String recordKey) {
        try {
            return keys.named(master).unwrap(wrapped, recordKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A subject's key in the topic is damaged", e);
        }
    }

    /** The same key under the current master key. */
    WrappedKey rewrapped(MasterKeys keys, String recordKey) {
        byte[] key = unwrap(keys, recordKey);
        try {
            return new WrappedKey(keys.current().id(), keys.current().wrap(key, recordKey), Optional.of(true));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Wrapping a key failed", e);
        }
    }

    boolean isSettled() {
        return settled.orElse(false);
    }
}
