package bank.projection.peer;

import bank.projection.query.LogProgress;
import bank.projection.query.PartitionViews;
import bank.projection.query.Reading;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewRows;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The views of all partitions, here or at the instance that has them, each of the generation that it is answered from.
 * Where a request takes what copies have, one of these stands in for a view that cannot be read. Thread-safe.
 */
public final class RoutedViews implements PartitionViews, LogProgress {

    private final LiveViews live;
    private final Peers peers;
    private final Copies copies;

    public RoutedViews(LiveViews live, Peers peers, InstantSource clock) {
        this.live = live;
        this.peers = peers;
        this.copies = new Copies(peers, clock);
    }

    @Override
    public ViewRows of(String key) {
        return view(partitionOf(key));
    }

    @Override
    public int partitionOf(String key) {
        return live.now().topology().partitions().of(key);
    }

    @Override
    public List<ViewRows> all() {
        return partitions().mapToObj(this::view).toList();
    }

    private IntStream partitions() {
        return IntStream.range(0, live.now().topology().partitions().count());
    }

    private ViewRows view(int partition) {
        StreamsViews views = live.of(partition);
        var whole = new WholeViews(views, peers);
        Reading reading = Reading.current();
        boolean isAway = !views.rows().answers(partition)
                && (reading.hasMissed(partition) || whole.elsewhere(partition).isEmpty());
        return reading.takesStale() && isAway ? copies.youngest(views, partition, reading) : whole.rows(partition);
    }

    @Override
    public End end() throws InterruptedException, ExecutionException {
        return live.now().progress().end();
    }

    @Override
    public boolean reached(End end) throws InterruptedException, ExecutionException {
        Map<StreamsViews, List<Integer>> generations = partitions().boxed().collect(Collectors.groupingBy(live::of));
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (Map.Entry<StreamsViews, List<Integer>> each : generations.entrySet()) {
            positions.putAll(new WholeViews(each.getKey(), peers).positions(each.getValue()));
        }
        return end.offsets().entrySet().stream()
                .allMatch(each -> positions.getOrDefault(each.getKey(), -1L) >= each.getValue());
    }
}
