package bank.projection.rebuild;

import bank.projection.rebuild.RebuildRecord.What;
import bank.projection.streams.Generation;
import java.time.Instant;
import java.util.Optional;

/**
 * Which generations of a form there are, as the log says. Of records that exclude each other the first one holds, so
 * whoever reads the log comes to the same.
 *
 * @param live the one that queries are answered from
 * @param last the one that was begun last
 * @param building the one that is being built, if any
 * @param since when what the last record says happened
 */
record Generations(Generation live, Generation last, Optional<Generation> building, Instant since) {

    /** Before any rebuild. */
    static Generations first(int form) {
        var first = new Generation(form, 1);
        return new Generations(first, first, Optional.empty(), Instant.EPOCH);
    }

    /** The one that the next rebuild makes. */
    Generation next() {
        return new Generation(last.form(), last.number() + 1);
    }

    /** What is after that record; the same where it does not belong there. */
    Generations after(RebuildRecord record) {
        var generation = new Generation(record.form(), record.generation());
        if (record.what() == What.STARTED) {
            return building.isEmpty() && generation.equals(next())
                    ? new Generations(live, generation, Optional.of(generation), record.at())
                    : this;
        }
        if (!building.equals(Optional.of(generation))) {
            return this;
        }
        Generation nowLive = record.what() == What.SWITCHED ? generation : live;
        return new Generations(nowLive, last, Optional.empty(), record.at());
    }

    /** Whether queries may need it, now or later. */
    boolean uses(Generation generation) {
        return generation.equals(live) || building.equals(Optional.of(generation));
    }
}
