package bank.projection.rebuild;

import bank.projection.streams.Generation;
import bank.wire.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in the log of the generations.
 *
 * @param what what happened to it
 * @param form the generation's form
 * @param generation its number
 * @param at when
 */
record RebuildRecord(What what, int form, int generation, Instant at) {

    /** What can happen to a generation. */
    enum What {
        /** It is being built. */
        STARTED,
        /** It has taken the place of the live one. */
        SWITCHED,
        /** It was given up. */
        DROPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RebuildRecord of(What what, Generation generation, Instant at) {
        return new RebuildRecord(what, generation.form(), generation.number(), at);
    }

    /** What the bytes say; nothing where they are none of ours. */
    static Optional<RebuildRecord> read(byte[] value) {
        try {
            var json = Json.read(value, RebuildJson.class);
            return Optional.of(
                    new RebuildRecord(json.what(), json.form(), json.generation(), Instant.parse(json.at())));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    String json() {
        return Json.write(new RebuildJson(what, form, generation, at.toString()));
    }

    private record RebuildJson(What what, int form, int generation, String at) {}
}
