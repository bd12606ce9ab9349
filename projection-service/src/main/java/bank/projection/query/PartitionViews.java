package bank.projection.query;

import bank.es.StreamId;
import bank.letter.Letter;
import bank.projection.view.SetAside;
import bank.projection.view.ViewRows;
import bank.wire.Domain;
import java.util.List;

/** The partitions' views, wherever they are. What cannot be read at the moment is a 503, never a stale answer. */
public interface PartitionViews {

    /** The view that has the record key's partition. */
    ViewRows of(String key);

    /** Which of all views has the record key's partition. */
    int partitionOf(String key);

    /** The views of all partitions. */
    List<ViewRows> all();

    /** The events of a stream that were set aside, but for those whose dead letters an operator has discarded. */
    default List<SetAside> setAside(StreamId stream) {
        return of(stream.key()).setAside(stream).stream()
                .filter(event -> !isDiscarded(event.letter()))
                .toList();
    }

    /**
     * Whether the stream waits for events that are missing, or that cannot be followed: none has come behind those that
     * wait, and not all of them are discarded.
     */
    default boolean parked(StreamId stream) {
        return parked(of(stream.key()), stream);
    }

    /** The same for one whose view is at hand. */
    default boolean parked(ViewRows view, StreamId stream) {
        if (!view.parked(stream)) {
            return false;
        }
        long head = view.headOffset(stream);
        return setAside(stream).stream().anyMatch(event -> event.parks() && event.offset() > head);
    }

    private boolean isDiscarded(String letter) {
        StreamId stream = Ask.stream(Domain.LETTER.name(), letter);
        return of(stream.key())
                .head(Domain.LETTER, stream)
                .filter(row -> row.snapshot().state() instanceof Letter.Discarded)
                .isPresent();
    }
}
