package bank.personal;

import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.util.Optional;

/**
 * The master keys of a process: the one that wraps new keys of subjects, and while the master key is being changed
 * another one that keys may be wrapped with.
 */
public record MasterKeys(MasterKey current, Optional<MasterKey> former) {

    /** Those that the environment gives or names files for. */
    public static MasterKeys from(Environment environment) {
        return new MasterKeys(
                MasterKey.find(environment, Setting.MASTER_KEY, Setting.MASTER_KEY_FILE)
                        .orElseThrow(() -> new SettingException("Set " + Setting.MASTER_KEY.variable()
                                + " or " + Setting.MASTER_KEY_FILE.variable()
                                + ": the services need the master key of the personal data, the same for all.")),
                MasterKey.find(environment, Setting.MASTER_KEY_FORMER, Setting.MASTER_KEY_FORMER_FILE));
    }

    /** The one of that id. */
    MasterKey named(String id) {
        if (id.equals(current.id())) {
            return current;
        }
        return former.filter(key -> id.equals(key.id()))
                .orElseThrow(() -> new SettingException("The personal data was encrypted under master key " + id
                        + ", but this is " + current.id()
                        + former.map(key -> " beside " + key.id()).orElse("")
                        + ": give the key that was used before."));
    }
}
