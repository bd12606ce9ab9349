package bank.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import bank.wire.WholeFile;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The key that wraps the keys of the subjects. It never leaves this process and is in no record. */
public final class MasterKey {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    /** A name of this key that does not tell it: who has another master key hears which one is needed. */
    public String id() {
        try {
            byte[] derived = Hkdf.computeHkdf("HmacSha256", key, new byte[0], "id".getBytes(UTF_8), ID_BYTES);
            return "mk-" + HexFormat.of().formatHex(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    /** The bytes, encrypted for the record of that key and no other. */
    byte[] wrap(byte[] clear, String recordKey) throws GeneralSecurityException {
        return new AesGcmJce(key).encrypt(clear, recordKey.getBytes(UTF_8));
    }

    byte[] unwrap(byte[] wrapped, String recordKey) throws GeneralSecurityException {
        return new AesGcmJce(key).decrypt(wrapped, recordKey.getBytes(UTF_8));
    }

    /** The key that the environment gives or names a file for. */
    static Optional<MasterKey> find(Environment environment, Setting key, Setting file) {
        return environment
                .optional(key)
                .map(text -> parse(text, key.variable()))
                .or(() -> environment.optional(file).map(path -> read(Path.of(path))));
    }

    /** Makes a key in the file unless one is there. Only its owner can read it. */
    public static void createIfMissing(Path file) {
        if (!Files.exists(file)) {
            create(file);
        }
    }

    /** Makes a key in the file, and says whether there was none yet; one that is there stays. */
    public static boolean create(Path file) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        String text = Base64.getEncoder().encodeToString(fresh) + "\n";
        try {
            WholeFile.createIfMissing(file, text);
            return Files.readString(file).equals(text);
        } catch (IOException e) {
            throw new SettingException("Cannot write the master key to " + file + ": " + e.getMessage());
        }
    }

    /** The key that a file holds. */
    public static MasterKey read(Path file) {
        try {
            return parse(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new SettingException("Cannot read the master key from " + file + ": " + e.getMessage());
        }
    }

    private static MasterKey parse(String text, String where) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == BYTES) {
                return new MasterKey(key);
            }
        } catch (IllegalArgumentException e) {
            throw new SettingException(where + " must hold 32 bytes in base64.");
        }
        throw new SettingException(where + " must hold 32 bytes in base64.");
    }
}
