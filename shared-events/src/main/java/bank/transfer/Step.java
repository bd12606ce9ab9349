package bank.transfer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that a transfer sends and whose outcome it awaits. */
public enum Step {
    WITHDRAW,
    DEPOSIT,
    COMPLETE_SOURCE,
    COMPLETE_DESTINATION,
    COMPENSATE;

    private static final Pattern LABEL = Pattern.compile("([a-z-]+?)(?:-([0-9]+))?");

    /** Whether its command may be refused; the others follow from what has happened, and there is no way back. */
    boolean isRefusable() {
        return switch (this) {
            case WITHDRAW, DEPOSIT -> true;
            case COMPLETE_SOURCE, COMPLETE_DESTINATION, COMPENSATE -> false;
        };
    }

    /** A step sent for the nth time, 1 being the first. */
    record Attempt(Step step, int number) {

        /** As it stands in the ids of the commands: {@code withdraw}, {@code complete-source}, {@code deposit-2}. */
        String label() {
            String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return number == 1 ? name : name + "-" + number;
        }

        static Attempt of(String label) {
            Matcher matcher = LABEL.matcher(label);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Not a step: " + label);
            }
            String name = matcher.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
            String number = matcher.group(2);
            return new Attempt(valueOf(name), number == null ? 1 : Integer.parseInt(number));
        }
    }
}
