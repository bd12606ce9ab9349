package bank.projection.peer;

import bank.projection.query.LogProgress;
import bank.projection.query.PartitionViews;
import bank.projection.query.Reading;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The views of all partitions, here or at the instance that has them. Where a request takes what copies have, one of
 * these stands in for a view that cannot be read. Thread-safe.
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
        return live.partitionOf(key);
    }

    @Override
    public List<ViewRows> all() {
        return partitions().mapToObj(this::view).toList();
    }

    private IntStream partitions() {
        return IntStream.range(0, live.now().topology().partitions().count());
    }

    private ViewRows view(int partition) {
        StreamsViews views = live.now();
        Reading reading = Reading.current();
        if (views.rows().answers(partition)) {
            return views.topology().rows(views.rows().live(partition));
        }
        Optional<HostInfo> owner = elsewhere(views, partition);
        if (owner.isPresent() && !(reading.takesStale() && reading.hasMissed(partition))) {
            return views.topology()
                    .rows(new PeerRows(request -> page(views, owner.get(), partition, request, reading)));
        }
        if (reading.takesStale()) {
            return copies.youngest(views, partition, reading);
        }
        throw new InvalidStateStoreException("Nobody is known to have the views of partition " + partition);
    }

    private RowsPage page(StreamsViews views, HostInfo owner, int partition, RowsRequest request, Reading reading) {
        try {
            return RowsPage.read(peers.ask(owner, PeerPaths.rows(views.generation(), partition, request, false)));
        } catch (InvalidStateStoreException e) {
            reading.missed(partition);
            throw e;
        }
    }

    /** The other instance that was given the partition. */
    private static Optional<HostInfo> elsewhere(StreamsViews views, int partition) {
        return views.instances()
                .owner(partition)
                .filter(owner -> !owner.equals(views.instances().self()));
    }

    @Override
    public End end() throws InterruptedException, ExecutionException {
        return live.now().progress().end();
    }

    @Override
    public boolean reached(End end) throws InterruptedException, ExecutionException {
        StreamsViews views = live.now();
        List<Integer> here = partitions().filter(views.rows()::answers).boxed().toList();
        if (here.size() == views.topology().partitions().count()) {
            return views.progress().has(end.offsets());
        }
        Set<HostInfo> others = new HashSet<>();
        partitions()
                .filter(partition -> !here.contains(partition))
                .forEach(partition -> elsewhere(views, partition).ifPresent(others::add));
        Map<TopicPartition, Long> positions = new HashMap<>(views.progress().ofEvents(here));
        others.forEach(other -> positions.putAll(positionsAt(views, other)));
        return end.offsets().entrySet().stream()
                .allMatch(each -> positions.getOrDefault(each.getKey(), -1L) >= each.getValue());
    }

    private Map<TopicPartition, Long> positionsAt(StreamsViews views, HostInfo other) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Json.read(peers.ask(other, PeerPaths.positions(views.generation())), JsonNode.class)
                .properties()
                .forEach(each -> positions.put(
                        topicPartition(each.getKey()), each.getValue().longValue()));
        return positions;
    }

    private static TopicPartition topicPartition(String text) {
        int end = text.lastIndexOf('-');
        return new TopicPartition(text.substring(0, end), Integer.parseInt(text.substring(end + 1)));
    }
}
