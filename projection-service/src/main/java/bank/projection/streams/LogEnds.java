package bank.projection.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks Kafka how long partitions are and what the group has committed of them. Thread-safe; it blocks. */
public final class LogEnds implements AutoCloseable {

    private static final int WRITTEN_LIMIT_MILLIS = 1_000;
    private static final int LIMIT_MILLIS = 3_000;

    private final Admin admin;
    private final String group;

    LogEnds(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** The id that the cluster got when it was made. */
    String cluster() {
        return admin.describeCluster()
                .clusterId()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Behind the last committed record of each partition. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return ends(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(LIMIT_MILLIS));
    }

    /** Behind the last record of each partition, whether its transaction has ended or not; fails soon where it fails. */
    Map<TopicPartition, Long> written(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        return ends(
                partitions, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(WRITTEN_LIMIT_MILLIS));
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, ListOffsetsOptions options)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())),
                        options)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The offsets that the views have committed; none for a partition that they have not begun. */
    public Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    /** How many instances share the partitions. */
    public int members() throws InterruptedException, ExecutionException {
        return group().size();
    }

    /** Which partitions the group has given to these clients; none while it hands them out anew. */
    Set<Integer> assigned(Set<String> clients) throws InterruptedException, ExecutionException {
        return group().stream()
                .filter(member -> clients.contains(member.clientId()))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /** The members of the group; none before its first. */
    private List<MemberDescription> group() throws InterruptedException, ExecutionException {
        var limit = new DescribeConsumerGroupsOptions().timeoutMs(LIMIT_MILLIS);
        try {
            return admin.describeConsumerGroups(List.of(group), limit).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
