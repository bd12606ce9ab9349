package bank.projection.query;

import bank.projection.view.ViewRows;
import java.util.List;

/** The partitions' views, wherever they are. What cannot be read at the moment is a 503, never a stale answer. */
public interface PartitionViews {

    /** The view that has the record key's partition. */
    ViewRows of(String key);

    /** Which of all views has the record key's partition. */
    int partitionOf(String key);

    /** The views of all partitions. */
    List<ViewRows> all();
}
