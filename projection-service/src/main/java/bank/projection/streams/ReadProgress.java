package bank.projection.streams;

import bank.projection.query.LogProgress.End;
import bank.projection.view.ViewTopology;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a generation of the views has read. It blocks. Thread-safe.
 *
 * @param topology what is read, and how far this instance has read it
 * @param log knows what all instances have committed of it
 */
public record ReadProgress(ViewTopology topology, LogEnds log) {

    /** Behind the last record of each partition of each topic that is in these views. */
    public Map<TopicPartition, Long> positions() throws InterruptedException, ExecutionException {
        return positions(partitions(topology.sources()).toList());
    }

    /** The same of some partitions, all of which are folded here. */
    public Map<TopicPartition, Long> of(Collection<Integer> partitions)
            throws InterruptedException, ExecutionException {
        return positions(partitions(topology.sources())
                .filter(each -> partitions.contains(each.partition()))
                .toList());
    }

    private Map<TopicPartition, Long> positions(List<TopicPartition> all)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = log.committed();
        return all.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        partition -> Math.max(
                                topology.positions().next(partition).orElse(0),
                                committed.getOrDefault(partition, 0L))));
    }

    /** Whether all before those positions is in these views. */
    public boolean has(Map<TopicPartition, Long> all) throws InterruptedException, ExecutionException {
        return topology.positions().reached(all, Map.of())
                || topology.positions().reached(all, log.committed());
    }

    /** Where the events' log ends, of all partitions, those too that are on their way to another instance now. */
    public End end() throws InterruptedException, ExecutionException {
        return new End(log.written(partitions(topology.eventTopics()).toList()));
    }

    private Stream<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, topology.partitions().count())
                        .mapToObj(partition -> new TopicPartition(topic, partition)));
    }
}
