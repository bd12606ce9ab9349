package bank.personal;

import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that wraps the keys of the subjects. It never leaves this process and is in no record. */
public final class MasterKey {

    private static final int BYTES = 32;

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    byte[] bytes() {
        return key.clone();
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
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(fresh) + "\n");
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
