package bank.projection.query;

import bank.projection.view.ViewRows;
import java.util.List;

/** The views of a bank that has one partition. */
public record OnePartition(ViewRows rows) implements PartitionViews {

    @Override
    public ViewRows of(String key) {
        return rows;
    }

    @Override
    public int partitionOf(String key) {
        return 0;
    }

    @Override
    public List<ViewRows> all() {
        return List.of(rows);
    }
}
