package bank.projection.rebuild;

import bank.projection.streams.Generation;
import bank.projection.view.ViewDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How far a rebuild is, as the log says: what was found out of each partition, and which have gone over. Of what is said
 * of a partition, the first holds.
 *
 * @param generation the one that it makes
 * @param since when it was begun
 * @param partitions how many there are
 * @param built up to which event of each type the partitions that are built are to be compared
 * @param digested what they have up to there
 * @param compared what came of comparing them
 * @param decided whether an operator wants it though it differs
 * @param switched those that are answered from it
 * @param dropped whether it was given up
 */
record RebuildState(
        Generation generation,
        Instant since,
        int partitions,
        Map<Integer, Map<String, Long>> built,
        Map<Integer, ViewDigest> digested,
        Map<Integer, Finding> compared,
        boolean decided,
        Set<Integer> switched,
        boolean dropped) {

    static RebuildState begun(Generation generation, Instant since, int partitions) {
        return new RebuildState(generation, since, partitions, Map.of(), Map.of(), Map.of(), false, Set.of(), false);
    }

    Phase phase() {
        if (dropped) {
            return Phase.DROPPED;
        }
        if (switched.size() == partitions) {
            return Phase.SWITCHED;
        }
        if (compared.size() == partitions) {
            return decided || equal() ? Phase.SWITCHING : Phase.DIFFERENT;
        }
        return built.size() == partitions ? Phase.COMPARING : Phase.BUILDING;
    }

    /** Whether nothing more comes of it. */
    boolean ended() {
        return dropped || switched.size() == partitions;
    }

    boolean equal() {
        return compared.size() == partitions && all().stream().allMatch(this::equal);
    }

    boolean equal(int partition) {
        return compared.containsKey(partition)
                && digested.containsKey(partition)
                && compared.get(partition).equal(digested.get(partition));
    }

    List<Integer> all() {
        return IntStream.range(0, partitions).boxed().toList();
    }

    /** What is after that record of the same generation; the same where it does not belong there. */
    RebuildState after(RebuildRecord record) {
        Set<Integer> said = new HashSet<>(all());
        record.partitions().ifPresent(said::retainAll);
        if (ended()) {
            return this;
        }
        return switch (record.what()) {
            case STARTED -> this;
            case BUILT ->
                with(record.ends().map(ends -> more(built, said, ends)).orElse(built), digested, compared);
            case DIGESTED -> {
                said.retainAll(built.keySet());
                yield with(
                        built,
                        record.rebuilt()
                                .map(digest -> more(digested, said, digest))
                                .orElse(digested),
                        compared);
            }
            case COMPARED -> {
                said.retainAll(digested.keySet());
                yield with(
                        built,
                        digested,
                        record.finding()
                                .map(finding -> more(compared, said, finding))
                                .orElse(compared));
            }
            case DECIDED -> phase() == Phase.DIFFERENT ? with(true, switched, false) : this;
            case SWITCHED -> {
                // Before there were several instances, it was said of all at once.
                said.addAll(switched);
                yield phase() == Phase.SWITCHING || record.partitions().isEmpty()
                        ? with(decided, Set.copyOf(said), false)
                        : this;
            }
            case DROPPED -> switched.isEmpty() ? with(decided, switched, true) : this;
        };
    }

    private static <T> Map<Integer, T> more(Map<Integer, T> before, Set<Integer> partitions, T value) {
        Map<Integer, T> after = new HashMap<>(before);
        partitions.forEach(partition -> after.putIfAbsent(partition, value));
        return Map.copyOf(after);
    }

    private RebuildState with(
            Map<Integer, Map<String, Long>> nowBuilt,
            Map<Integer, ViewDigest> nowDigested,
            Map<Integer, Finding> nowCompared) {
        return new RebuildState(
                generation, since, partitions, nowBuilt, nowDigested, nowCompared, decided, switched, dropped);
    }

    private RebuildState with(boolean nowDecided, Set<Integer> nowSwitched, boolean nowDropped) {
        return new RebuildState(
                generation, since, partitions, built, digested, compared, nowDecided, nowSwitched, nowDropped);
    }
}
