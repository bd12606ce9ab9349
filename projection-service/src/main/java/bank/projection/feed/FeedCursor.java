package bank.projection.feed;

import bank.wire.Domain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in the feed: for each aggregate type and partition the offset from which on it has not been read. Offsets are
 * the topics', so it stays good over restarts and rebuilds of the views.
 */
record FeedCursor(SortedMap<String, List<Long>> offsets) {

    /** What fits into a request's headers beside the others. */
    private static final int LENGTH_MOST = 7_000;

    private static final int RADIX = Character.MAX_RADIX;
    private static final String TYPES = "~";
    private static final String OFFSETS = ".";
    private static final Pattern TYPE_FORM = Pattern.compile("[a-z]+(\\.[0-9a-z]{1,12})+");

    /** Before all events. */
    static FeedCursor start(Domain domain, int partitions) {
        return new FeedCursor(complete(domain, Map.of(), partitions));
    }

    private static SortedMap<String, List<Long>> complete(
            Domain domain, Map<String, List<Long>> known, int partitions) {
        SortedMap<String, List<Long>> all = new TreeMap<>();
        for (String type : domain.names()) {
            all.put(type, known.getOrDefault(type, Collections.nCopies(partitions, 0L)));
        }
        return all;
    }

    /** The cursor that {@link #text} wrote; of a type that was added since, no event has been read. */
    static Optional<FeedCursor> parse(Domain domain, String text, int partitions) {
        Map<String, List<Long>> read = new HashMap<>();
        for (String part : text.split(TYPES, -1)) {
            if (text.length() > LENGTH_MOST || !TYPE_FORM.matcher(part).matches()) {
                return Optional.empty();
            }
            String[] fields = part.split(Pattern.quote(OFFSETS));
            List<Long> offsets = Stream.of(fields)
                    .skip(1)
                    .map(field -> Long.parseLong(field, RADIX))
                    .toList();
            if (offsets.size() != partitions || read.put(fields[0], offsets) != null) {
                return Optional.empty();
            }
        }
        SortedMap<String, List<Long>> all = complete(domain, read, partitions);
        return all.keySet().containsAll(read.keySet()) ? Optional.of(new FeedCursor(all)) : Optional.empty();
    }

    String text() {
        return offsets.entrySet().stream()
                .map(type -> type.getKey()
                        + OFFSETS
                        + type.getValue().stream()
                                .map(offset -> Long.toString(offset, RADIX))
                                .collect(Collectors.joining(OFFSETS)))
                .collect(Collectors.joining(TYPES));
    }

    /** From where on that partition of that type has not been read. */
    long offset(String type, int partition) {
        return offsets.getOrDefault(type, List.of()).get(partition);
    }

    /** The same, with that partition of that type read up to there. */
    FeedCursor with(String type, int partition, long offset) {
        SortedMap<String, List<Long>> all = new TreeMap<>(offsets);
        List<Long> ofType = new ArrayList<>(all.getOrDefault(type, List.of()));
        ofType.set(partition, offset);
        all.put(type, ofType);
        return new FeedCursor(all);
    }
}
