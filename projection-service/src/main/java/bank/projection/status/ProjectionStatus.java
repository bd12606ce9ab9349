package bank.projection.status;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewTopology;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** How far a generation of the views is in each partition of each topic that it reads. */
public final class ProjectionStatus {

    static final String ELSEWHERE = "elsewhere";

    private final StreamsViews views;

    private ProjectionStatus(StreamsViews views) {
        this.views = views;
    }

    /** One element for each partition of each topic. */
    public static ArrayNode of(StreamsViews views) throws InterruptedException {
        return new ProjectionStatus(views).list();
    }

    private ArrayNode list() throws InterruptedException {
        ArrayNode list = Json.MAPPER.createArrayNode();
        ViewTopology topology = views.topology();
        Map<String, List<TopicPartition>> projections = new LinkedHashMap<>();
        topology.domain()
                .names()
                .forEach(type ->
                        projections.put(type, partitions(topology.topics().events(type))));
        projections.put("outcomes", partitions(topology.topics().outcomes()));
        projections.put("dead-letters", partitions(topology.topics().deadLetters()));
        try {
            Map<TopicPartition, Long> ends = views.log()
                    .ends(projections.values().stream().flatMap(List::stream).toList());
            Map<TopicPartition, Long> positions = views.progress().positions();
            Set<TopicPartition> assigned = views.assigned();
            Map<Integer, String> owners = owners();
            projections.forEach((name, partitions) -> partitions.forEach(partition -> {
                long end = ends.getOrDefault(partition, 0L);
                long position = positions.getOrDefault(partition, 0L);
                list.addObject()
                        .put("name", name)
                        .put("partition", partition.partition())
                        .put("position", position)
                        .put("end", end)
                        .put("lag", Math.max(0, end - position))
                        .put("state", state(partition.partition(), assigned.contains(partition)))
                        .put("instance", owners.get(partition.partition()));
            }));
        } catch (ExecutionException e) {
            throw new ProblemException(Problem.unavailable("Kafka cannot be asked at the moment"));
        }
        return list;
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, views.topology().partitions().count())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** By partition, at which address the instance is that has it; null where none is known to have it. */
    private Map<Integer, String> owners() {
        Map<Integer, String> owners = new HashMap<>();
        IntStream.range(0, views.topology().partitions().count())
                .forEach(partition -> views.instances()
                        .owner(partition)
                        .ifPresent(owner -> owners.put(partition, owner.host() + ":" + owner.port())));
        return owners;
    }

    private String state(int partition, boolean assignedHere) {
        if (!assignedHere) {
            return ELSEWHERE;
        }
        return views.rows().answers(partition) ? "running" : "restoring";
    }
}
