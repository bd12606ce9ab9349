package bank.projection.rebuild;

import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which generations of a form there are, as the log says. Of records that exclude each other the first one holds, so
 * whoever reads the log comes to the same.
 *
 * @param live the one that queries are answered from, but for the partitions that have gone over to the next one
 * @param latest the latest rebuild, if there was one
 * @param partitions how many each generation has
 */
record Generations(Generation live, Optional<RebuildState> latest, int partitions) {

    /** Before any rebuild. */
    static Generations first(int form, int partitions) {
        return new Generations(new Generation(form, 1), Optional.empty(), partitions);
    }

    /** The rebuild that is under way. */
    Optional<RebuildState> building() {
        return latest.filter(rebuild -> !rebuild.ended());
    }

    /** The one that was begun last. */
    Generation last() {
        return latest.map(RebuildState::generation).orElse(live);
    }

    /** Those that queries may need, now or later. */
    Set<Generation> used() {
        return Stream.concat(Stream.of(live), building().map(RebuildState::generation).stream())
                .collect(Collectors.toSet());
    }

    /** The one that the partition is answered from. */
    Generation liveOf(int partition) {
        return building()
                .filter(rebuild -> rebuild.switched().contains(partition))
                .map(RebuildState::generation)
                .orElse(live);
    }

    /** What is after that record; the same where it does not belong there. */
    Generations after(RebuildRecord record) {
        var generation = new Generation(record.form(), record.generation());
        if (record.what() == What.STARTED) {
            return building().isEmpty() && generation.compareTo(last()) > 0
                    ? new Generations(
                            live, Optional.of(RebuildState.begun(generation, record.at(), partitions)), partitions)
                    : this;
        }
        return building()
                .filter(rebuild -> rebuild.generation().equals(generation))
                .map(rebuild -> with(rebuild.after(record)))
                .orElse(this);
    }

    private Generations with(RebuildState rebuild) {
        Generation nowLive = rebuild.phase() == Phase.SWITCHED ? rebuild.generation() : live;
        return new Generations(nowLive, Optional.of(rebuild), partitions);
    }
}
