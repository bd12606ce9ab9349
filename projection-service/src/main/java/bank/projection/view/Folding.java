package bank.projection.view;

import bank.es.Envelope;
import bank.es.StreamId;
import bank.trace.Traced;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/**
 * How one generation of the views is folded: whether callers are told of what it has, which records of its are among the
 * dead letters already, and whether it may go on at the moment. Thread-safe.
 */
public final class Folding {

    private final VersionWaits waits;
    private final FoldSpans spans;
    private final Predicate<String> letterKnown;
    /** Partitions are folded side by side, but none while it is frozen. */
    private final ReadWriteLock turn = new ReentrantReadWriteLock();

    private volatile boolean told;

    private Folding(VersionWaits waits, FoldSpans spans, Predicate<String> letterKnown, boolean told) {
        this.waits = waits;
        this.spans = spans;
        this.letterKnown = letterKnown;
        this.told = told;
    }

    /** Of the views that queries are answered from. */
    public static Folding live(VersionWaits waits, FoldSpans spans) {
        return new Folding(waits, spans, _ -> false, true);
    }

    /**
     * Of views that are built beside them. Nobody is told what they have, because nobody could read it there yet.
     *
     * @param letterKnown whether the dead letter of that id is there already: then it is not sent again
     */
    public static Folding beside(VersionWaits waits, FoldSpans spans, Predicate<String> letterKnown) {
        return new Folding(waits, spans, letterKnown, false);
    }

    /** From now on callers are told what these views have. */
    public void tell() {
        told = true;
    }

    /** Until {@link #thaw} is called by the same thread, no record is folded; none is half folded. */
    public void freeze() throws InterruptedException {
        turn.writeLock().lockInterruptibly();
    }

    /** The next record may be folded. */
    public void thaw() {
        turn.writeLock().unlock();
    }

    /** The span of an event, to be ended when it is folded, if somebody is told of it. */
    Optional<Traced> begin(Envelope event) {
        return told ? spans.begin(event) : Optional.empty();
    }

    void reached(StreamId stream, long version) {
        if (told) {
            waits.reached(stream, version);
        }
    }

    boolean isLetterKnown(String id) {
        return letterKnown.test(id);
    }

    /** Folds a record, once it may. */
    void inTurn(Runnable record) {
        turn.readLock().lock();
        try {
            record.run();
        } finally {
            turn.readLock().unlock();
        }
    }
}
