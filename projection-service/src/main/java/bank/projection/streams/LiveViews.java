package bank.projection.streams;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * The generations of the views that run here, and from which of them each partition is answered: one, but for the moment
 * in which another takes its place. Thread-safe.
 */
public final class LiveViews {

    private final IntFunction<Generation> liveOf;
    private final Map<Generation, StreamsViews> running = new ConcurrentHashMap<>();
    private volatile StreamsViews now;
    private volatile Closed closed;

    /** Partitions of a generation that nobody is answered from, because another may be answering already. */
    private record Closed(Generation generation, Set<Integer> partitions) {

        boolean has(Generation asked, int partition) {
            return asked.equals(generation) && partitions.contains(partition);
        }
    }

    /**
     * Begins with one.
     *
     * @param liveOf which generation a partition is answered from, by all that is known here
     */
    public LiveViews(StreamsViews views, IntFunction<Generation> liveOf) {
        this.liveOf = liveOf;
        this.now = views;
        this.closed = new Closed(views.generation(), Set.of());
        add(views);
    }

    /** The generation that partitions are answered from; while they go over to another, the former one. */
    public StreamsViews now() {
        return now;
    }

    /** All that run here. */
    public Collection<StreamsViews> running() {
        return List.copyOf(running.values());
    }

    /** That generation, if it runs here. */
    public Optional<StreamsViews> running(Generation generation) {
        return Optional.ofNullable(running.get(generation));
    }

    /** From now on that one runs here too. */
    public void add(StreamsViews views) {
        running.put(views.generation(), views);
    }

    /** All partitions have gone over to that one. */
    public void become(StreamsViews next) {
        now = next;
    }

    /** It was closed. */
    public void remove(StreamsViews views) {
        running.remove(views.generation());
    }

    /**
     * The generation that the partition is answered from.
     *
     * @throws InvalidStateStoreException for the moment in which it goes over to another
     */
    public StreamsViews of(int partition) {
        Closed shut = closed;
        Generation live = liveOf.apply(partition);
        if (shut.has(live, partition)) {
            throw new InvalidStateStoreException("Partition " + partition + " goes over to another generation");
        }
        return running(live)
                .orElseThrow(() -> new InvalidStateStoreException("Generation " + live + " does not run here yet"));
    }

    /** Whether that generation may be read in that partition: it is the one that is answered from, or a later one. */
    public boolean has(Generation generation, int partition) {
        Closed shut = closed;
        Generation live = liveOf.apply(partition);
        return generation.compareTo(live) >= 0 && !shut.has(generation, partition);
    }

    /** Nobody is answered from these partitions of the generation, until {@link #open}. */
    public void close(Generation generation, Set<Integer> partitions) {
        closed = new Closed(generation, Set.copyOf(partitions));
    }

    /** Whether nobody is answered from one of them of that generation, for the moment. */
    public boolean isClosed(Generation generation, Collection<Integer> partitions) {
        return partitions.stream().anyMatch(partition -> closed.has(generation, partition));
    }

    public void open() {
        closed = new Closed(closed.generation(), Set.of());
    }

    /** Whether all is here that this instance needs to answer. */
    public boolean ready() {
        return IntStream.range(0, now.topology().partitions().count())
                .mapToObj(liveOf)
                .distinct()
                .allMatch(generation ->
                        running(generation).filter(StreamsViews::ready).isPresent());
    }
}
