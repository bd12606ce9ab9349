package bank.projection.streams;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One making of the views from the events: a rebuild makes the next one. Each has a Streams application of its own, and
 * so stores, changelogs and offsets.
 *
 * @param form the form of its rows
 * @param number 1, 2, 3, … of that form
 */
public record Generation(int form, int number) implements Comparable<Generation> {

    /** What stands between the topics' prefix and the form. */
    private static final String PROJECTION = "-projection-";

    private static final Pattern NUMBERS = Pattern.compile("([1-9][0-9]{0,8})(?:\\.([1-9][0-9]{0,8}))?");

    /** The Streams application's id; that of the first generation of a form is the one from before there were others. */
    String applicationId(String prefix) {
        return prefix + PROJECTION + form + (number == 1 ? "" : "." + number);
    }

    /** The generation of the Streams application with that id, if it is one of ours. */
    static Optional<Generation> ofApplication(String id, String prefix) {
        String ours = prefix + PROJECTION;
        Matcher numbers = NUMBERS.matcher(id.startsWith(ours) ? id.substring(ours.length()) : "");
        return numbers.matches()
                ? Optional.of(new Generation(
                        Integer.parseInt(numbers.group(1)),
                        numbers.group(2) == null ? 1 : Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Generation other) {
        return Comparator.comparingInt(Generation::form)
                .thenComparingInt(Generation::number)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return form + "." + number;
    }
}
