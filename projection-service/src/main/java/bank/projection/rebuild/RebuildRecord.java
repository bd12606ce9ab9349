package bank.projection.rebuild;

import bank.projection.streams.Generation;
import bank.projection.view.ViewDigest;
import bank.wire.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to a generation of the views, as it stands in the log of generations.
 *
 * @param what what happened to it
 * @param form the generation's form
 * @param generation its number
 * @param at when
 * @param partitions of which partitions that is said; of all where it does not say
 * @param ends where they were built: behind the last event of each aggregate type that is to be compared
 * @param rebuilt where they were digested: what the new views have up to there
 * @param finding where they were compared: what came of it
 */
record RebuildRecord(
        What what,
        int form,
        int generation,
        Instant at,
        Optional<Set<Integer>> partitions,
        Optional<Map<String, Long>> ends,
        Optional<ViewDigest> rebuilt,
        Optional<Finding> finding) {

    /** What can happen to a generation. */
    enum What {
        /** It is being built. */
        STARTED,
        /** A partition of it has caught up. */
        BUILT,
        /** What a partition of it has was counted and digested. */
        DIGESTED,
        /** A partition of the live one was compared with it. */
        COMPARED,
        /** An operator wants it though it differs. */
        DECIDED,
        /** Partitions of it have taken the place of those of the live one. */
        SWITCHED,
        /** It was given up. */
        DROPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RebuildRecord of(What what, Generation generation, Instant at) {
        return new RebuildRecord(
                what,
                generation.form(),
                generation.number(),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static RebuildRecord switched(Generation generation, Set<Integer> partitions, Instant at) {
        return of(What.SWITCHED, generation, at).with(partitions, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static RebuildRecord built(Generation generation, int partition, Map<String, Long> ends, Instant at) {
        return of(What.BUILT, generation, at)
                .with(Set.of(partition), Optional.of(ends), Optional.empty(), Optional.empty());
    }

    static RebuildRecord digested(Generation generation, int partition, ViewDigest rebuilt, Instant at) {
        return of(What.DIGESTED, generation, at)
                .with(Set.of(partition), Optional.empty(), Optional.of(rebuilt), Optional.empty());
    }

    static RebuildRecord compared(Generation generation, int partition, Finding finding, Instant at) {
        return of(What.COMPARED, generation, at)
                .with(Set.of(partition), Optional.empty(), Optional.empty(), Optional.of(finding));
    }

    private RebuildRecord with(
            Set<Integer> some, Optional<Map<String, Long>> upTo, Optional<ViewDigest> digest, Optional<Finding> found) {
        return new RebuildRecord(what, form, generation, at, Optional.of(some), upTo, digest, found);
    }

    /** What the bytes say; nothing where they are none of ours. */
    static Optional<RebuildRecord> read(byte[] value) {
        try {
            var json = Json.read(value, RebuildJson.class);
            return Optional.of(new RebuildRecord(
                    Objects.requireNonNull(json.what()),
                    json.form(),
                    json.generation(),
                    Instant.parse(json.at()),
                    json.partitions(),
                    json.ends(),
                    json.rebuilt(),
                    json.finding()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    String json() {
        return Json.write(new RebuildJson(what, form, generation, at.toString(), partitions, ends, rebuilt, finding));
    }

    private record RebuildJson(
            What what,
            int form,
            int generation,
            String at,
            Optional<Set<Integer>> partitions,
            Optional<Map<String, Long>> ends,
            Optional<ViewDigest> rebuilt,
            Optional<Finding> finding) {}
}
