package bank.bench;

import java.util.List;

/** The middle of a few figures: one round that was disturbed does not move it. */
final class Medians {

    private Medians() {}

    /** The middle one, or what lies between the two middle ones. */
    static double of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("No figures");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
