package bank.personal;

import bank.wire.Json;
import bank.wire.SettingException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * A subject's key as the topic and the local store hold it: wrapped with the master key, which alone opens it.
 *
 * @param master the id of that master key
 * @param wrapped the wrapped key, base64 in JSON; the record's key is its associated data
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WrappedKey(String master, byte[] wrapped) {

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
            return new WrappedKey(master.id(), master.wrap(key, recordKey));
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
     * @throws SettingException if it was wrapped with another master key
     */
    byte[] unwrap(MasterKey key, String recordKey) {
        check(key);
        try {
            return key.unwrap(wrapped, recordKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A subject's key in the topic is damaged", e);
        }
    }

    void check(MasterKey key) {
        if (!master.equals(key.id())) {
            throw new SettingException("The personal data was encrypted under master key " + master + ", but this is "
                    + key.id() + ": give the key that was used before.");
        }
    }
}
