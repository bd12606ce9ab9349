package bank.projection.peer;

import bank.projection.query.Reading;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewRows;
import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** All partitions of one generation of the views, each here or at the instance that has it. Thread-safe. */
public record WholeViews(StreamsViews views, Peers peers) {

    /**
     * The rows of a partition.
     *
     * @throws InvalidStateStoreException if they cannot be had now; so do the rows, when they are read
     */
    public ViewRows rows(int partition) {
        if (views.rows().answers(partition)) {
            return views.here(partition);
        }
        HostInfo owner = elsewhere(partition)
                .orElseThrow(() ->
                        new InvalidStateStoreException("Nobody is known to have the views of partition " + partition));
        Reading reading = Reading.current();
        return views.topology().rows(new PeerRows(request -> page(owner, partition, request, reading)));
    }

    private RowsPage page(HostInfo owner, int partition, RowsRequest request, Reading reading) {
        try {
            return RowsPage.read(peers.ask(owner, PeerPaths.rows(views.generation(), partition, request, false)));
        } catch (InvalidStateStoreException e) {
            reading.missed(partition);
            throw e;
        }
    }

    /** The other instance that was given the partition. */
    Optional<HostInfo> elsewhere(int partition) {
        return views.instances()
                .owner(partition)
                .filter(owner -> !owner.equals(views.instances().self()));
    }

    /** Behind the last record, of each topic, that is in these partitions; those that nobody answers from are left out. */
    public Map<TopicPartition, Long> positions(Collection<Integer> partitions)
            throws InterruptedException, ExecutionException {
        List<Integer> here = partitions.stream().filter(views.rows()::answers).toList();
        Map<TopicPartition, Long> positions = new HashMap<>();
        if (!here.isEmpty()) {
            positions.putAll(views.progress().of(here));
        }
        Set<HostInfo> others = new HashSet<>();
        partitions.stream()
                .filter(partition -> !here.contains(partition))
                .forEach(partition -> elsewhere(partition).ifPresent(others::add));
        others.forEach(other -> positionsAt(other).forEach((at, position) -> {
            if (partitions.contains(at.partition())) {
                positions.put(at, position);
            }
        }));
        return positions;
    }

    private Map<TopicPartition, Long> positionsAt(HostInfo other) {
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
