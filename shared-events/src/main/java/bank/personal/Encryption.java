package bank.personal;

import bank.wire.Environment;
import bank.wire.Setting;

/** What is encrypted of what is written. */
enum Encryption {
    /** All content, and within it personal data under the keys of its subjects. */
    ALL,
    /** What event types declare personal. */
    DECLARED,
    NONE;

    static Encryption from(Environment environment) {
        return switch (environment.word(Setting.ENCRYPT, "declared", "all", "none")) {
            case "all" -> ALL;
            case "none" -> NONE;
            default -> DECLARED;
        };
    }
}
