package bank.projection.streams;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Which instances there are and which of the partitions each has, as the group last handed them out. Thread-safe.
 *
 * @param self where this instance is reached
 */
public record Instances(KafkaStreams streams, HostInfo self) {

    /** Who was given the partition; nobody where that is not known. */
    public Optional<HostInfo> owner(int partition) {
        return with(partition, StreamsMetadata::topicPartitions).findFirst();
    }

    /** The other instances that have anything of the partition: those that copy it, and its owner. */
    public List<HostInfo> copies(int partition) {
        return Stream.concat(
                        with(partition, StreamsMetadata::standbyTopicPartitions),
                        with(partition, StreamsMetadata::topicPartitions))
                .filter(host -> !host.equals(self))
                .toList();
    }

    /** All other instances. */
    public List<HostInfo> others() {
        return hosts().stream().filter(host -> !host.equals(self)).toList();
    }

    /** All instances. */
    public Set<HostInfo> hosts() {
        return all().stream().map(StreamsMetadata::hostInfo).collect(Collectors.toSet());
    }

    private Stream<HostInfo> with(int partition, Function<StreamsMetadata, Collection<TopicPartition>> partitions) {
        return all().stream()
                .filter(instance -> partitions.apply(instance).stream().anyMatch(each -> each.partition() == partition))
                .map(StreamsMetadata::hostInfo);
    }

    private Collection<StreamsMetadata> all() {
        return streams.state().isRunningOrRebalancing() ? streams.metadataForAllStreamsClients() : List.of();
    }
}
