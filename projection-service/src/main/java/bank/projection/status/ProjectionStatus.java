package bank.projection.status;

import bank.http.Problem;
import bank.http.ProblemException;
import bank.projection.streams.StreamsViews;
import bank.projection.view.ViewTopology;
import bank.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** How far the views are in each partition of each topic that they read. */
final class ProjectionStatus {

    private final StreamsViews views;

    ProjectionStatus(StreamsViews views) {
        this.views = views;
    }

    ObjectNode document() throws InterruptedException {
        ObjectNode document = Json.MAPPER.createObjectNode();
        var list = document.putArray("projections");
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
            Map<TopicPartition, Long> committed = views.log().committed();
            Set<TopicPartition> assigned = views.assigned();
            projections.forEach((name, partitions) -> partitions.forEach(partition -> {
                long end = ends.getOrDefault(partition, 0L);
                long position =
                        Math.max(topology.positions().next(partition).orElse(0), committed.getOrDefault(partition, 0L));
                list.addObject()
                        .put("name", name)
                        .put("partition", partition.partition())
                        .put("position", position)
                        .put("end", end)
                        .put("lag", Math.max(0, end - position))
                        .put("state", state(assigned.contains(partition)));
            }));
        } catch (ExecutionException e) {
            throw new ProblemException(Problem.unavailable("Kafka cannot be asked at the moment"));
        }
        return document;
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, views.topology().partitions().count())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private String state(boolean assignedHere) {
        if (!assignedHere) {
            return "elsewhere";
        }
        return views.ready() ? "running" : "restoring";
    }
}
