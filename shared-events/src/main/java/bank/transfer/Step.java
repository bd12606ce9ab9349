package bank.transfer;

import java.util.Locale;

/** A command that a transfer sends and whose outcome it awaits. */
public enum Step {
    WITHDRAW,
    DEPOSIT,
    COMPLETE_SOURCE,
    COMPLETE_DESTINATION,
    COMPENSATE;

    /** As it stands in the ids of the commands: {@code withdraw}, {@code complete-source}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Step of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
