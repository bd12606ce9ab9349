package bank.transfer;

import java.util.Locale;

/** A command that a transfer sends and whose outcome it awaits. */
public enum Step {
    WITHDRAW,
    DEPOSIT,
    COMPLETE_SOURCE,
    COMPLETE_DESTINATION,
    COMPENSATE;

    private static final char MARK = '.';

    /** A step sent for the nth time, 1 being the first. */
    record Attempt(Step step, int number) {

        /** As it stands in the ids of the commands: {@code withdraw}, {@code complete-source}, {@code deposit.2}. */
        String label() {
            String name = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return number == 1 ? name : name + MARK + number;
        }

        static Attempt of(String label) {
            int mark = label.indexOf(MARK);
            String name = mark < 0 ? label : label.substring(0, mark);
            return new Attempt(
                    valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')),
                    mark < 0 ? 1 : Integer.parseInt(label.substring(mark + 1)));
        }
    }
}
