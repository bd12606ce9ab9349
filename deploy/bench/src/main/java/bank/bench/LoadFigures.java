package bank.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured under load, round by round. Used by one thread. */
final class LoadFigures {

    private final Map<Case, List<Measurement>> rounds = new LinkedHashMap<>();

    /**
     * One case's figures.
     *
     * @param what the system and its load
     * @param median the medians over the rounds
     * @param rounds each round
     */
    record Row(Case what, Measurement median, List<Measurement> rounds) {}

    void add(Case what, Measurement round) {
        rounds.computeIfAbsent(what, _ -> new ArrayList<>()).add(round);
    }

    Optional<Measurement> median(Case what) {
        return Optional.ofNullable(rounds.get(what)).map(Measurement::median);
    }

    List<Row> rows() {
        return rounds.entrySet().stream()
                .map(row -> new Row(row.getKey(), Measurement.median(row.getValue()), List.copyOf(row.getValue())))
                .toList();
    }
}
