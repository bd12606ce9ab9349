package bank.projection.streams;

import bank.projection.query.PartitionViews;
import bank.projection.view.ViewRows;
import java.util.List;

/** The generation of the views that queries are answered from; another can take its place at any time. Thread-safe. */
public final class LiveViews implements PartitionViews {

    private volatile StreamsViews views;

    public LiveViews(StreamsViews views) {
        this.views = views;
    }

    public StreamsViews now() {
        return views;
    }

    /** From now on queries begin on that one; those that have begun go on where they are. */
    public void become(StreamsViews next) {
        views = next;
    }

    public boolean ready() {
        return views.ready();
    }

    @Override
    public ViewRows of(String key) {
        return views.of(key);
    }

    @Override
    public int partitionOf(String key) {
        return views.partitionOf(key);
    }

    @Override
    public List<ViewRows> all() {
        return views.all();
    }
}
