package bank.bench;

import java.util.List;
import java.util.Map;

/**
 * What is to be reached, and what was.
 *
 * @param what in words
 * @param unit what the figures are counted in
 * @param most whether the bound is the most that a figure may be, else the least
 * @param bound the bound
 * @param figures what was measured, by the number of clients or the occasion, in order
 */
record Goal(String what, String unit, boolean most, double bound, Map<String, Double> figures) {

    /** Which figures miss the bound. */
    List<String> missed() {
        return figures.entrySet().stream()
                .filter(figure -> most ? figure.getValue() > bound : figure.getValue() < bound)
                .map(Map.Entry::getKey)
                .toList();
    }
}
