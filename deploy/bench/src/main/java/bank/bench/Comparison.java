package bank.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figures of a few systems that took turns, round by round; the first of them is what the others are compared with. */
final class Comparison {

    private final String title;
    private final Map<String, Map<String, List<Double>>> systems = new LinkedHashMap<>();

    /**
     * One part's figures.
     *
     * @param title what was measured
     * @param rows a row per system, the first one that the others are compared with
     */
    record Table(String title, List<Row> rows) {

        /** A system's figure, if it was measured. */
        Optional<Double> median(String system, String figure) {
            return rows.stream()
                    .filter(row -> row.system().equals(system))
                    .flatMap(row -> Optional.ofNullable(row.medians().get(figure)).stream())
                    .findFirst();
        }

        /** A system's figure as so many times the first system's. */
        Optional<Double> ratio(String system, String figure) {
            return median(rows.getFirst().system(), figure)
                    .flatMap(base -> median(system, figure).map(median -> median / base));
        }
    }

    /**
     * One system's figures.
     *
     * @param system its name
     * @param medians each figure's median over the rounds
     * @param rounds each figure in each round
     */
    record Row(String system, Map<String, Double> medians, Map<String, List<Double>> rounds) {}

    Comparison(String title) {
        this.title = title;
    }

    void add(String system, String figure, double value) {
        systems.computeIfAbsent(system, _ -> new LinkedHashMap<>())
                .computeIfAbsent(figure, _ -> new ArrayList<>())
                .add(value);
    }

    Table table() {
        return new Table(
                title,
                systems.entrySet().stream()
                        .map(system -> new Row(system.getKey(), medians(system.getValue()), system.getValue()))
                        .toList());
    }

    private static Map<String, Double> medians(Map<String, List<Double>> figures) {
        return figures.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        figure -> Medians.of(figure.getValue()),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }
}
