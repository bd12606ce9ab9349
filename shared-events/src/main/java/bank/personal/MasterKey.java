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

/** The key that wraps the keys of the subjects. It never leaves this process and is in no record. */
public final class MasterKey {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    /** A name of this key that does not tell it: who has another master key hears which one is needed. */
    String id() {
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
    public static MasterKey from(Environment environment) {
        return environment
                .optional(Setting.MASTER_KEY)
                .map(text -> parse(text, Setting.MASTER_KEY.variable()))
                .or(() -> environment.optional(Setting.MASTER_KEY_FILE).map(file -> read(Path.of(file))))
                .orElseThrow(() -> new SettingException("Set " + Setting.MASTER_KEY.variable()
                        + " or " + Setting.MASTER_KEY_FILE.variable()
                        + ": the services need the master key of the personal data, the same for all."));
    }

    /** Makes a key in the file unless one is there. Only its owner can read it. */
    public static void createIfMissing(Path file) {
        if (Files.exists(file)) {
            return;
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            WholeFile.createIfMissing(file, Base64.getEncoder().encodeToString(fresh) + "\n");
        } catch (IOException e) {
            throw new SettingException("Cannot write the master key to " + file + ": " + e.getMessage());
        }
    }

    private static MasterKey read(Path file) {
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
